"""Prints the lines of a meeting, each once, until it closes: follow.py https://notes.example.org/m/third [AFTER]

AFTER is the number of the last line one has; 0 is the start. It needs nothing but Python 3.
"""
import json
import random
import sys
import time
import urllib.error
import urllib.request

if len(sys.argv) < 2:
    sys.exit(__doc__)
site, slug = sys.argv[1].rstrip("/").split("/m/")
position = int(sys.argv[2]) if len(sys.argv) > 2 else 0
closed = False


def words(spans):
    return "".join(
        span if isinstance(span, str) else "\n" if "break" in span
        else words(next(inner for name, inner in span.items() if name != "to")) for span in spans)


while True:
    wait = 0 if closed else 25  # seconds the server may hold the answer back for something to come
    try:
        address = f"{site}/api/v1/meetings/{slug}/entries?after={position}&wait={wait}"
        with urllib.request.urlopen(address, timeout=60) as answer:
            entries = json.load(answer)["entries"]
    except urllib.error.HTTPError as error:
        if error.code < 500 and error.code != 429:
            sys.exit(json.load(error)["detail"])
        time.sleep(float(error.headers["Retry-After"] or 5))
        continue
    except (OSError, ValueError):  # away, or cut off
        time.sleep(random.uniform(1, 3))
        continue
    for entry in entries:
        line = entry.get("line", {})  # absent where the words are gone
        if "text" in line and line["kind"] != "correction":
            speaker = f"{line['speaker']}: " if "speaker" in line else ""
            print(f"[{entry['position']}] {speaker}{words(line['text'])}", flush=True)
        closed = closed or line.get("kind") == "closed"
        position = entry["position"]
    if closed and not entries:
        break
