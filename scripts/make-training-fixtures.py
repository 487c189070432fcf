"""Writes what PyTorch's autograd and AdamW answer for a tiny Llama: test/fixtures/training/{training.json,training.bin}.

Run with PyTorch 2 and numpy:  python3 scripts/make-training-fixtures.py
training.json names each array of training.bin (little-endian float32). All is computed in float64 and rounded at the end.
"""
import json, math, os
import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(20261124)
torch.set_default_dtype(torch.float64)
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "test", "fixtures", "training")
blob = bytearray()

DIM, LAYERS, HEADS, KV_HEADS, HIDDEN, VOCAB, EPS, THETA = 16, 2, 4, 2, 24, 20, 1e-5, 10000.0
HEAD_DIM = DIM // HEADS
# one sequence is longer than the 64 queries that src/training takes at once
LENGTHS = [72, 8, 12]


def store(tensor):
    at = len(blob)
    blob.extend(tensor.detach().to(torch.float32).numpy().astype("<f4").tobytes())
    return {"offset": at, "shape": list(tensor.shape)}


def shapes():
    yield "tok_embeddings.weight", (VOCAB, DIM)
    for n in range(LAYERS):
        yield f"layers.{n}.attention_norm.weight", (DIM,)
        yield f"layers.{n}.attention.wq.weight", (DIM, DIM)
        yield f"layers.{n}.attention.wk.weight", (KV_HEADS * HEAD_DIM, DIM)
        yield f"layers.{n}.attention.wv.weight", (KV_HEADS * HEAD_DIM, DIM)
        yield f"layers.{n}.attention.wo.weight", (DIM, DIM)
        yield f"layers.{n}.ffn_norm.weight", (DIM,)
        yield f"layers.{n}.feed_forward.w1.weight", (HIDDEN, DIM)
        yield f"layers.{n}.feed_forward.w2.weight", (DIM, HIDDEN)
        yield f"layers.{n}.feed_forward.w3.weight", (HIDDEN, DIM)
    yield "norm.weight", (DIM,)


# values that float32 has exactly, large enough for every part to matter
weights = {}
for name, shape in shapes():
    value = torch.randn(shape) * 0.3 + (1.0 if "norm" in name else 0.0)
    weights[name] = value.float().double().requires_grad_()


def norm(x, weight):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPS) * weight


def rotated(x):  # [tokens, heads, head dim], pairs of neighbours
    f = 1.0 / THETA ** (torch.arange(0, HEAD_DIM, 2) / HEAD_DIM)
    angles = torch.outer(torch.arange(x.shape[0]), f)
    turn = torch.polar(torch.ones_like(angles), angles)[:, None]
    return torch.view_as_real(torch.view_as_complex(x.unflatten(-1, (-1, 2))) * turn).flatten(2)


def attention(x, at):
    q, k, v = ((x @ weights[f"{at}.attention.{w}.weight"].T).unflatten(-1, (-1, HEAD_DIM)) for w in ("wq", "wk", "wv"))
    q, k = rotated(q), rotated(k)
    k, v = (t.repeat_interleave(HEADS // KV_HEADS, 1) for t in (k, v))
    mask = torch.full((x.shape[0], x.shape[0]), float("-inf")).triu(1)
    p = F.softmax(torch.einsum("thd,phd->htp", q, k) / math.sqrt(HEAD_DIM) + mask, -1)
    return torch.einsum("htp,phd->thd", p, v).flatten(1) @ weights[f"{at}.attention.wo.weight"].T


def feed_forward(x, at):
    w1, w2, w3 = (weights[f"{at}.feed_forward.{w}.weight"] for w in ("w1", "w2", "w3"))
    return (F.silu(x @ w1.T) * (x @ w3.T)) @ w2.T


def losses(tokens, targets):
    x = weights["tok_embeddings.weight"][tokens]
    for n in range(LAYERS):
        at = f"layers.{n}"
        h = x + attention(norm(x, weights[f"{at}.attention_norm.weight"]), at)
        x = h + feed_forward(norm(h, weights[f"{at}.ffn_norm.weight"]), at)
    logits = norm(x, weights["norm.weight"]) @ weights["tok_embeddings.weight"].T
    return F.cross_entropy(logits, targets, ignore_index=-1, reduction="sum")


def batch():
    sequences = []
    for length in LENGTHS:
        tokens, targets = torch.randint(VOCAB, (2, length)).unbind()
        targets = torch.where(torch.rand(length) < 0.3, -1, targets)
        sequences.append((tokens, targets))
    return sequences


def mean_loss(sequences):
    count = sum((targets >= 0).sum() for _, targets in sequences)
    return sum(losses(*sequence) for sequence in sequences) / count


def listed(sequences):
    return [{"tokens": tokens.tolist(), "targets": targets.tolist()} for tokens, targets in sequences]


def stored(tensors):
    return {name: store(tensor) for name, tensor in tensors.items()}


result = {
    "torch": torch.__version__.split("+")[0],
    "config": {"dim": DIM, "nLayers": LAYERS, "nHeads": HEADS, "nKvHeads": KV_HEADS, "headDim": HEAD_DIM,
               "hiddenDim": HIDDEN, "vocabSize": VOCAB, "normEps": EPS, "ropeTheta": THETA, "maxContext": 128},
    "weights": stored(weights),
}
first = batch()
loss = mean_loss(first)
loss.backward()
result["gradient"] = {"batch": listed(first), "loss": loss.item(), "gradients": stored({n: w.grad for n, w in weights.items()})}

# three steps of AdamW with a clip that binds
settings = {"learningRate": 0.01, "beta1": 0.9, "beta2": 0.95, "eps": 1e-8, "weightDecay": 0.1, "clip": 0.5}
decayed = [w for n, w in weights.items() if "norm" not in n and "embeddings" not in n]
others = [w for n, w in weights.items() if "norm" in n or "embeddings" in n]
optimizer = torch.optim.AdamW(
    [{"params": decayed, "weight_decay": settings["weightDecay"]}, {"params": others, "weight_decay": 0.0}],
    lr=settings["learningRate"], betas=(settings["beta1"], settings["beta2"]), eps=settings["eps"])
steps = []
for _ in range(3):
    sequences = batch()
    optimizer.zero_grad()
    loss = mean_loss(sequences)
    loss.backward()
    length = torch.nn.utils.clip_grad_norm_(list(weights.values()), settings["clip"])
    optimizer.step()
    steps.append({"batch": listed(sequences), "loss": loss.item(), "norm": length.item()})
result["adamw"] = {"settings": settings, "steps": steps, "weights": stored(weights)}

os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "training.json"), "w") as f:
    json.dump(result, f)
    f.write("\n")
with open(os.path.join(folder, "training.bin"), "wb") as f:
    f.write(blob)
print(len(blob), "bytes")
