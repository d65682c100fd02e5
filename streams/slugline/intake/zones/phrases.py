"""What the furniture of news pages says, in the languages wires come in. All casefolded, unpunctuated."""

from slugline.intake.zones.wordlists import phrases

SECTIONS = phrases(
    """
    africa | african union | americas | analysis | arts | asia | asia-pacific | asia pacific | australia |
    automotive | breaking news | business | business news | climate | companies | crime | culture |
    defence | defense | diplomacy | disaster | economy | education | elections | energy | entertainment |
    environment | europe | finance | football | general news | headlines | health | home news |
    international | international news | justice | latest news | latin america | law | lifestyle | live |
    local | local news | markets | middle east | middle east & africa | money | national | national news |
    nation | news | north america | oddly enough | opinion | people | pacific | politics | politics news |
    regional | religion | science | science & technology | science and technology | society | south asia |
    sport | sports | sports news | stocks | tech | technology | top news | top stories | top story |
    tourism | travel | turkey | türkiye | uk | uk news | us | us & canada | us news | weather | world |
    world news | monde | politique | économie | économie & finance | société | sciences | santé |
    culture & société | politik | wirtschaft | gesellschaft | wissenschaft | panorama | ausland | inland |
    kultur | gesundheit | welt | sport & freizeit | mundo | política | economía | sociedad | deportes |
    ciencia | salud | internacional | nacional | cultura | economia | sociedade | esportes | saúde |
    ciência | brasil | esteri | cronaca | politica | scienza | salute | mondo | spettacoli | buitenland |
    binnenland | economie | wetenschap | wereld | dünya | gündem | ekonomi | spor | sağlık | kültür |
    bilim | teknoloji | politika | świat | kraj | polityka | gospodarka | nauka | zdrowie | мир |
    политика | экономика | общество | наука | спорт | культура | dunia | nasional | olahraga | kesehatan |
    internasional | العالم | سياسة | اقتصاد | رياضة | 国际 | 国内 | 经济 | 体育 | 科技 | 世界 | 政治
    """
)
"""Names of sections, as a line above the headline."""

WHOLE = phrases(
    """
    abstract | ad | ads | advertisement | advertising | all rights reserved | article continues below |
    article continued below | article continues below advertisement | back to top | caption | comment |
    comments | continue reading | copy link | download pdf | email | email this | end | ends |
    end of story | facebook | follow us | full text | get the app | image | instagram | latest stories |
    leave a comment | leave a reply | letters | linkedin | listen | listen to article | load more |
    loading | log in | more | more>> | newsletter | no comments | none | open in app | photos |
    play video | popular | print | print this | promoted content | publicité | recommended |
    recommended for you | register | save | save article | scroll to continue | sections | see more |
    share | share article | share it | share on facebook | share on twitter | share on whatsapp |
    share on x | share this | share this article | share this page | share this post | share this story |
    share via email | show more | sign in | sign up | skip advertisement | sponsored | sponsored content |
    story continues below | story continues below advertisement | story continues | subscribe |
    subscribe now | subscriber only storiesview all | tags | telegram | trending | trending now | tweet |
    twitter | view all | view comments | watch live | whatsapp | x | youtube | reuter | reuters | afp |
    efe | dpa | xinhua | enditem | (end) | (ends) | endit | xinhua enditem | haberi paylaş |
    bu haberi paylaş | bu haberi paylaşın | paylaş | haberi paylaşın | ilgili konular | ilgili haberler |
    reklam | yorumlar | yorum yap | devamını oku | abone ol | partager | partager cet article |
    partagez cet article | partager sur facebook | à lire aussi | lire aussi | lire la suite |
    sur le même sujet | commentaires | s'abonner | abonnez-vous | imprimer | teilen | artikel teilen |
    diesen artikel teilen | mehr zum thema | zum thema | lesen sie auch | lesen sie mehr | anzeige |
    kommentare | drucken | weiterlesen | startseite | compartir | comparte | compartir en facebook |
    comparte esta noticia | comparte este artículo | compartir esta noticia | noticias relacionadas |
    temas relacionados | te puede interesar | lee también | lea también | publicidad | comentarios |
    leer más | suscríbete | suscríbase | compartilhar | compartilhe | compartilhe esta notícia |
    partilhar | partilhe este artigo | leia mais | leia também | notícias relacionadas | publicidade |
    comentários | assine | veja também | saiba mais | condividi | condividi questo articolo | leggi anche |
    leggi tutto | articoli correlati | pubblicità | commenti | abbonati | deel dit artikel | delen |
    lees ook | lees meer | lees verder | advertentie | reacties | udostępnij | podziel się |
    podziel się artykułem | czytaj także | czytaj też | czytaj więcej | czytaj dalej | reklama |
    zobacz także | zobacz też | komentarze | powiązane tematy | поделиться | поделиться новостью |
    читайте также | по теме | материалы по теме | реклама | комментарии | подписаться | читать далее |
    поділитися | читайте також | bagikan | bagikan artikel ini | bagikan berita ini | baca juga |
    berita terkait | topik terkait | iklan | komentar | kongsi | dela | dela artikeln | läs mer |
    läs också | annons | del artikkelen | del artikel | del | les også | les mer | læs også | læs mere |
    annonse | jaa | jaa artikkeli | lue myös | lue lisää | mainos | sdílet | čtěte také | megosztás |
    kapcsolódó cikkek | olvasta már | distribuie | citește și | μοιραστείτε | διαβάστε επίσης | chia sẻ |
    xem thêm | แชร์ | شارك | شارك هذا المقال | مشاركة | اقرأ أيضا | اقرأ أيضاً | مواضيع ذات صلة |
    اقرأ المزيد | 分享 | 分享到 | 相关新闻 | 相关阅读 | 责任编辑 | 延伸阅读 | 更多 |
    広告 | シェア | シェアする | 関連記事 | 続きを読む | あわせて読みたい |
    공유 | 공유하기 | 관련기사 | 광고 | 더 보기
    """
)
"""A block that says only this is furniture."""

LISTS = phrases(
    """
    also on huffpost | also read | baca juga | berita terkait | explore more | explore related topics |
    filed under | further reading | in this story | keep reading | keywords | latest stories | lees ook |
    leia também | leia mais | lesen sie auch | leggi anche | lire aussi | à lire aussi | mehr zum thema |
    more from | more in | more news | more on this | more on this story | more stories | more top stories |
    most popular | most read | most viewed | noticias relacionadas | read also | read more |
    read more about | read next | recommended stories | related | related articles | related content |
    related coverage | related links | related news | related stories | related story | related topics |
    related video | related videos | see also | suggested topics | sur le même sujet | tags |
    te puede interesar | temas relacionados | topics | trending | what to read next |
    you may also be interested in | you may also like | you might also like | ilgili konular |
    ilgili haberler | по теме | читайте также | czytaj także | 关联阅读 | 相关新闻 | 関連記事 | مواضيع ذات صلة
    """
)
"""A block that says only this, near the end, opens a list of links: short blocks after it are furniture."""

OPENERS = tuple(
    sorted(
        phrases(
            """
    also read: | read also: | read more: | read: | see also: | related: | related story: |
    related stories: | relevant reading: | more: | recommended: | tags: | topics: | keywords: |
    filed under: | baca juga: | lire aussi : | lire aussi: | à lire aussi : | à lire aussi: |
    leia também: | leia mais: | lea también: | lee también: | leggi anche: | lees ook: | lesen sie auch: |
    mehr zum thema: | czytaj także: | czytaj też: | zobacz też: | читайте также: | читайте також: |
    läs också: | les også: | ilgili haber: | lue myös: | sign up for | sign up to | sign up here |
    subscribe to our | subscribe here | subscribe now to | get our free | get the latest | download our |
    download the | follow us on | follow us | like us on | join us on | join our whatsapp |
    join our telegram | find us on | click here to | click here for | tap here to | register for our |
    abonnez-vous à | inscrivez-vous à | suscríbete a | suscríbase a | inscreva-se | assine a |
    iscriviti alla | abonnieren sie | abonneer u | zapisz się | подписывайтесь на | abone olmak için |
    bizi takip edin | ikuti kami | suivez-nous | síguenos | siga-nos | seguici su | folgen sie uns |
    volg ons | copyright © | copyright (c) | copyright 19 | copyright 20 | (c) 19 | (c) 20 | c.19 | © 19 |
    © 20 | © copyright | our standards: | editor's note: this story was | with inputs from |
    with input from | inputs from | with files from | with a report from | with reporting from |
    video journalist: | this article was originally | this article originally |
    this article first appeared | this story was originally | this story originally |
    originally published | if you are reading this page and can't see
            """
        )
    )
)
"""A short block that starts with this, brackets and dashes aside, is furniture."""
