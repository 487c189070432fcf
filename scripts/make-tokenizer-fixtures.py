#!/usr/bin/env python3
"""writes what real tiktoken answers, for test/tokenizer: test/fixtures/tiny-tokenizer-*.jsonl

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install tiktoken==0.14.0
    /tmp/venv/bin/python scripts/make-tokenizer-fixtures.py

the tokenizer is that of test/fixtures/tiny-llama, which may be committed. Meta's own has its answers in
tokenizer-cases.jsonl and chat-cases.json.

    cases      {"text", "ids"}                     a text and its ids
    long       {"parts", "count", "sha256"}        text: each [string, times]; the hash is of the ids joined by commas
    streams    {"ids", "text", "pieces"}           what may be shown after each id; one piece more for the end
    chats      {"messages", "ids"}                 Llama 3's chat format
"""
import base64, hashlib, itertools, json, pathlib, random, re

import tiktoken

fixtures = pathlib.Path(__file__).parent.parent / "test" / "fixtures"
ranks = {}
for line in (fixtures / "tiny-llama" / "tokenizer.model").read_bytes().splitlines():
    token, rank = line.split()
    ranks[base64.b64decode(token)] = int(rank)
names = ["begin_of_text", "end_of_text", "reserved_special_token_0", "reserved_special_token_1", "finetune_right_pad_id",
         "step_id", "start_header_id", "end_header_id", "eom_id", "eot_id", "python_tag", "image"]
names += [f"reserved_special_token_{i + 2}" for i in range(256 - len(names))]
tiny = tiktoken.Encoding(
    "tiny",
    pat_str=r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    mergeable_ranks=ranks,
    special_tokens={f"<|{name}|>": len(ranks) + i for i, name in enumerate(names)},
)


def stretches(text):
    """Meta's tokenizer cuts before tiktoken: at every 400,000 characters, and every 25,000 of a run with or without white space."""
    for first in range(0, len(text), 400_000):
        part = text[first : first + 400_000]
        start = at = 0
        for _, run in itertools.groupby(part, key=str.isspace):
            length = len(list(run))
            for cut in range(25_000, length, 25_000):
                yield part[start : at + cut]
                start = at + cut
            at += length
        yield part[start:]


def encode(text):
    return [id for part in stretches(text) for id in tiny.encode(part, disallowed_special=())]


def write(name, lines):
    path = fixtures / f"tiny-tokenizer-{name}.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    print(f"{path.name}: {len(lines)} lines")


random.seed(3)
spaces = [chr(c) for c in (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, 0x2000, 0x200A, 0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0x180E)]
texts = ["", "a", "the", "Hello, world!", "Once upon a time", " leading", "trailing ", "trailing   ", "two  spaces", "three   spaces", "\t\ttabs\t", " \t mixed \t "]
# white space of every kind: between words, twice, at the ends, before a line end
texts += [f"a{s}b{s}{s}c{s}" for s in spaces] + [f"{s} x {s}\n{s}1" for s in spaces]
texts += ["a\nb", "a\n\nb", "a\r\nb\r\n", "a\r\rb", "a \n b", "a\n \nb", "\n", "\r\n", " \n", "\n ", "  \n\n  ", "!\n\n", "!\r\n x", "?! \n", "x \r\n\r\n\ty"]
texts += [f"I{c}x you{c} {c}" for c in ("'s", "'S", "'\u017f", "'t", "'T", "'re", "'RE", "'rE", "'ve", "'Ve", "'m", "'M", "'ll", "'LL", "'lL", "'d", "'D", "\u2019s", "'", "''s", "'x", "'\u212a")]
texts += ["y'all'd've", "'Tis", "rock'n'roll", "1'st", "O'Reilly's"]
texts += ["1", "12", "123", "1234", "1234567890", "3.14159", "1,000,000", "a1b22c333d4444", "\u0661\u0662\u0663\u0664", "\u00bd\u00b2\u2167", "\u2460\u2461\u2462\u2463", "-12e+34", "0x1F"]
texts += ["\U0001f469\u200d\U0001f680", "\U0001f1eb\U0001f1f7\U0001f1e7\U0001f1f7", "\U0001f44d\U0001f3fd!", "1\ufe0f\u20e3", "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "a\U0001f600b", " \U0001f600 \U0001f600", "\U0001f600\n\U0001f600"]
texts += ["e\u0301", "\u00e9", "cafe\u0301 na\u00efve", "Z\u0351\u0352a\u0353", "\u0915\u094d\u0937\u093f", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22", "\u0645\u0631\u062d\u0628\u064b\u0627", "\u05e9\u05dc\u05d5\u05dd", "\u4f60\u597d\uff0c\u4e16\u754c\uff01", "\u65e5\u672c\u8a9e\u3067\u3059\u3002", "\ud55c\uad6d\uc5b4", "\u041f\u0440\u0438\u0432\u0435\u0442", "\u0393\u03b5\u03b9\u03ac", "\U0001d54f\U0001d7d8", "stra\u00dfe \u0130\u0131", "\ufb01\u01c5"]
texts += ["\0", "a\0b", "\x01\x02\x03", "\x7f\x80\x9f", "\x1b[31mred\x1b[0m", "\ufffd", "\ufeffa", "\ufeff\ufeff", "\uffff\U0010ffff\ue000", "\ud800", "a\udfffb", "\udc00\ud800 x", "\ud83dx"]
texts += ["<|begin_of_text|>", "a<|eot_id|>b", "<|start_header_id|>user<|end_header_id|>\n\n", "https://example.org/a?b=c&d=%20", "def f(x):\n    return x ** 2  # twice\n", "```js\nconst a = [1, 2];\n```", "{\"a\": null}", "_snake_case camelCase", "....", "---\n***", "$5.00 (50%)", "a" * 60, "ab" * 40, "the" * 30, " " * 50, "\n" * 20, "!" * 40, "antidisestablishmentarianism" * 3]
# and any of it, mixed
atoms = [t for t in texts if 0 < len(t) < 12 and not re.search("[\ud800-\udfff]", t)] + ["the", " and", " story", "\n", " ", "7"]
texts += ["".join(random.choice(atoms) for _ in range(random.randint(2, 9))) for _ in range(40)]
texts = list(dict.fromkeys(texts))
write("cases", [{"text": text, "ids": encode(text)} for text in texts])

# long texts: where the cut falls within a token ("he" or two line ends), tiktoken alone would answer something else
cut = [
    [["x", 1], ["he", 13_000]],
    [[" ", 1], ["\n", 30_000]],
    [["\x1c", 24_999], ["\n", 4]],
    [["\u0085", 24_999], ["\n", 4]],
    [["\ufeff", 24_999], ["he", 1]],
    [["\U0001f600", 24_999], ["he", 1]],
    [["the ", 100_001]],
    [["\U0001f600 ", 199_999], [".", 1], ["he", 1]],
]
whole = [
    [["he", 12_500]],
    [["!", 15_000], ["\x1f", 9_999], ["he", 1]],
    [["a", 100_000]],
    [["ab", 50_000]],
    [["\u00e9", 60_000]],
    [[" ", 25_001], ["x", 1]],
]
text_of = lambda parts: "".join(text * times for text, times in parts)
assert all(encode(text_of(parts)) != tiny.encode(text_of(parts)) for parts in cut)
assert all(encode(text_of(parts)) == tiny.encode(text_of(parts)) for parts in whole)
write("long", [{"parts": parts, "count": len(ids), "sha256": hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()}
               for parts in cut + whole for ids in [encode(text_of(parts))]])


# the first one, two or three bytes of every longer character: what may still become one
beginnings = {encoded[:n] for code in range(0x80, 0x110000) if not 0xD800 <= code < 0xE000 for encoded in [chr(code).encode()] for n in range(1, len(encoded))}


def shown(data):
    """the text of these bytes, without a character that has only begun."""
    begun = max((n for n in (1, 2, 3) if n <= len(data) and data[-n:] in beginnings), default=0)
    return data[: len(data) - begun].decode("utf-8", "replace")


def stream(ids):
    so_far = [shown(b"".join(map(tiny.decode_single_token_bytes, ids[:n]))) for n in range(len(ids) + 1)] + [tiny.decode(ids)]
    return {"ids": ids, "text": tiny.decode(ids), "pieces": [after.removeprefix(before) for before, after in itertools.pairwise(so_far)]}


byte = lambda *values: [ranks[bytes([value])] for value in values]
streams = [[], encode("Hello"), encode("\U0001f469\u200d\U0001f680 \u65e5\u672c e\u0301"), encode("\ufeffa\ufeff"), byte(0xEF), byte(0xEF, 0xBB), byte(0xEF, 0xBB, 0xBF),
           byte(0xF0, 0x9F, 0x98), byte(0xF0, 0x9F, 0x98, 0x41), byte(0xF0, 0x9F, 0xF0, 0x9F, 0x98, 0x80), byte(0xC0, 0xAF), byte(0xE0, 0x80, 0xAF), byte(0xE0, 0xA0), byte(0xED, 0xA0, 0x80),
           byte(0xED, 0x9F, 0xBF), byte(0xF4, 0x8F, 0xBF, 0xBF), byte(0xF4, 0x90, 0x80, 0x80), byte(0xF0, 0x80), byte(0xF5, 0xFF, 0xFE), byte(0x80, 0xBF), byte(0xC3), byte(0xC3, 0x28), byte(0xE2, 0x82, 0x41, 0xE2, 0x82, 0xAC),
           [len(ranks), *encode("hi"), len(ranks) + 9], byte(0xF0, 0x9F) + [len(ranks) + 10] + byte(0x98, 0x80), [len(ranks) + 255]]
leads = byte(0x41, 0x80, 0x98, 0xA0, 0xBB, 0xBF, 0xC2, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xFF)
streams += [[random.choice(leads) if random.random() < 0.9 else random.randrange(len(ranks)) for _ in range(random.randint(3, 16))] for _ in range(60)]
write("streams", [stream(ids) for ids in streams])

# the template as one text: the same ids, as long as no content begins with a line end
header = "<|start_header_id|>{}<|end_header_id|>\n\n"
chats = [
    [],
    [("user", "Hello!")],
    [("system", "You are a pirate"), ("user", "Explain what is quantum computer in 20 words.")],
    [("system", ""), ("user", "")],
    [("user", "first"), ("assistant", "answer "), ("user", "  second \n")],
    [("ipython", "{\"t\": 7}")],
]
write("chats", [
    {"messages": [{"role": role, "content": content} for role, content in messages],
     "ids": tiny.encode("<|begin_of_text|>" + "".join(header.format(role) + content + "<|eot_id|>" for role, content in messages) + header.format("assistant"), allowed_special="all")}
    for messages in chats
])
