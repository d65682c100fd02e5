// The stream of events, which is opened again and again until it holds: over a lost network, a server that
// starts anew, a proxy that says no for a while, a way back to a page that the browser had put aside.

const SILENCE = 25000;
const AGAIN = 2000;

export class Stream {
  constructor(address, heard) {
    this.address = address;
    this.heard = heard;
    this.life = new AbortController();
    const { signal } = this.life;
    addEventListener("pagehide", () => this.rest(), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.open(), { signal });
    this.open();
  }

  open() {
    this.source = new EventSource(this.address);
    for (const name of ["rows", "state", "beat"]) {
      this.source.addEventListener(name, (event) => {
        this.alive();
        this.heard[name](JSON.parse(event.data));
      });
    }
    this.source.addEventListener("open", () => this.alive());
    this.source.addEventListener("error", () => {
      this.heard.lost();
      if (this.source.readyState === EventSource.CLOSED) this.again();
    });
    this.alive();
  }

  // The browser may not notice that nobody is there any more.
  alive() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.heard.lost();
      this.again();
    }, SILENCE);
  }

  again() {
    this.rest();
    this.silence = setTimeout(() => this.open(), AGAIN);
  }

  close() {
    this.life.abort();
    this.rest();
  }

  rest() {
    clearTimeout(this.silence);
    this.source.close();
  }
}
