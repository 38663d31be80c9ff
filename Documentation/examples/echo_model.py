#!/usr/bin/env python3
"""A model for `--model 'command/python3 Documentation/examples/echo_model.py'`: it repeats the last message.

Replace `answer` with a call of your own model. Nothing but answers may go to standard output.
"""

import json
import sys


def answer(request):
    last = request["messages"][-1]["content"]
    return {
        "text": "You said: " + last,
        "reasoning": "I repeat the last of %d messages." % len(request["messages"]),
        "finish_reason": "stop",
        "model": "echo-1",
        "usage": {"input": len(last.split()), "output": len(last.split()) + 2},
    }


for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = answer(request)
    except Exception as error:  # told to Hawthorne, which retries
        reply = {"error": {"message": str(error)}}
    reply["id"] = request["id"]
    print(json.dumps(reply), flush=True)
