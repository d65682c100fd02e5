"""``slugline worker``: run a worker."""

from slugline.cli.command import command as make_command
from slugline.settings import load

EXAMPLES = """
slugline worker
SLUGLINE_BROKERS=kafka:9092 SLUGLINE_HTTP_PORT=0 slugline worker
SLUGLINE_ROLES=trends slugline worker
"""


@make_command("worker", EXAMPLES)
def command() -> int:
    """Run a worker: stories in, events out, until stopped.

    It waits for the broker and the feeds, serves /metrics, /livez and /readyz, and finishes the stories in
    flight when it gets SIGTERM or Ctrl-C. More workers on the same broker share the work. "slugline config"
    has what can be set.
    """
    from slugline.runtime.worker import main  # here, because it imports Faust

    settings, _ = load()
    return main(settings)
