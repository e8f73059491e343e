"""No network for the tests, nor for any Python that they start: this folder is on its path.

Whoever asks for more than this machine is refused, and told of in the file that `GONGKAI_TEST_ONLINE` names, should he
keep the refusal to himself.
"""

import os
import sys

HERE = frozenset({"localhost", "127.0.0.1", "::1", ""})
EVENTS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})


def no_network(event: str, arguments: tuple) -> None:
    if event not in EVENTS:
        return
    address = arguments[0] if event in ("socket.getaddrinfo", "socket.gethostbyname") else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(address, tuple | str) and host not in HERE and not str(host).startswith("/"):
        with open(os.environ["GONGKAI_TEST_ONLINE"], "a", encoding="utf-8") as told:
            told.write(f"{event} {arguments!r}\n")
        raise PermissionError(f"a test asks for the network: {event} {arguments!r}")


if "GONGKAI_TEST_ONLINE" in os.environ:
    sys.addaudithook(no_network)
