#!/usr/bin/env python3
"""holds a tokenizer.model of our own against real tiktoken: the same ids for the same texts.

    bun scripts/make-corpus.ts --documents 2000 --tokenizer /tmp/demo/tokenizer.model --json /tmp/demo/corpus.jsonl
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install tiktoken==0.14.0
    /tmp/venv/bin/python scripts/check-tokenizer.py /tmp/demo /tmp/demo/corpus.jsonl

the texts are the documents, and characters of every kind mixed at random.
"""
import json, pathlib, random, subprocess, sys

import tiktoken
from tiktoken.load import load_tiktoken_bpe

folder, corpus = sys.argv[1:]
real = tiktoken.Encoding(
    "demo",
    pat_str=r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    mergeable_ranks=load_tiktoken_bpe(f"{folder}/tokenizer.model"),
    special_tokens={},
)
texts = []
for line in pathlib.Path(corpus).read_text(encoding="utf-8").splitlines():
    document = json.loads(line)
    texts += [document["text"]] if document["kind"] == "text" else [message["content"] for message in document["messages"]]
random.seed(1)
kinds = [(0x20, 0x7F), (0x20, 0x7F), (0x61, 0x7B), (0xA0, 0x500), (0x1F300, 0x1FA00), (0x4E00, 0x9FFF), (0, 0x20)]
for _ in range(2000):
    texts.append("".join(chr(random.randrange(*random.choice(kinds))) for _ in range(random.randrange(1, 40))))

program = ["bun", str(pathlib.Path(__file__).parent.parent / "src" / "main.ts"), "tokenize", "-m", folder, "--jsonl"]
lines = "".join(json.dumps(text) + "\n" for text in texts)
answers = subprocess.run(program, input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
assert len(answers) == len(texts), f"{len(answers)} answers for {len(texts)} texts"
wrong = 0
for text, answer in zip(texts, answers):
    ids = json.loads(answer)["ids"]
    if ids != real.encode(text, disallowed_special=()):
        wrong += 1
        print(f"{text!r}: {ids}, and tiktoken {real.encode(text, disallowed_special=())}")
print(f"{len(texts)} texts, {wrong} with other ids than tiktoken {tiktoken.__version__}")
sys.exit(1 if wrong else 0)
