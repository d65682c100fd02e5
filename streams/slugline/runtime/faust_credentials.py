"""How a Faust app logs in to the brokers."""

from faust import SASLCredentials, SSLCredentials

from slugline.broker import tls
from slugline.settings import Settings


def credentials(settings: Settings) -> SASLCredentials | SSLCredentials | None:
    """Return for a Faust app what `slugline.broker.client` says to aiokafka; None where it is plain.

    Raises SettingsError where a certificate cannot be used.
    """
    context = tls(settings) if settings.security_protocol.endswith("SSL") else None
    if settings.security_protocol.startswith("SASL"):
        return SASLCredentials(
            username=settings.sasl_user,
            password=settings.sasl_password,
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
    return SSLCredentials(context) if context else None
