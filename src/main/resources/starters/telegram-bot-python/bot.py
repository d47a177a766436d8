"""A Telegram bot that answers what people write to it."""

import json
import os
import signal
import sys
import threading
import urllib.error
import urllib.request

API = os.environ.get("TELEGRAM_API", "https://api.telegram.org")
TOKEN = os.environ.get("BOT_TOKEN", "")
stopped = threading.Event()


def answer(text):
    """What the bot says to this; change it."""
    return "You said: " + text


def call(method, **arguments):
    request = urllib.request.Request(
        f"{API}/bot{TOKEN}/{method}",
        data=json.dumps(arguments).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=70) as reply:
        return json.load(reply)["result"]


def listen():
    offset = 0
    while not stopped.is_set():
        try:
            # Telegram answers at once when there is a message, or after a minute.
            for update in call("getUpdates", offset=offset, timeout=60):
                offset = update["update_id"] + 1
                message = update.get("message", {})
                if "text" in message:
                    call("sendMessage", chat_id=message["chat"]["id"], text=answer(message["text"]))
        except (OSError, ValueError, KeyError) as error:
            # The token stands in the address, so the address is not printed.
            print("Telegram gives no answer:", type(error).__name__)
            stopped.wait(10)


def stop(*_):
    print("told to stop")
    stopped.set()
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
if TOKEN:
    print("listening")
    listen()
else:
    print("waiting for the variable BOT_TOKEN")
    while True:
        signal.pause()
