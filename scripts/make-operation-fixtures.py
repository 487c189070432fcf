"""Writes what PyTorch answers for the operations in src/tensor: test/fixtures/operations/{operations.json,operations.bin}.

Run with PyTorch (any version since 1.13) and numpy:  python3 scripts/make-operation-fixtures.py
operations.json names each array of operations.bin (little-endian float32, or uint16 for bit patterns).
"""
import hashlib, json, math, os, struct
import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(20261124)
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "test", "fixtures", "operations")
blob, cases = bytearray(), {}


def store(array):
    """An array as it lies in operations.bin."""
    a = np.ascontiguousarray(array.detach().numpy() if isinstance(array, torch.Tensor) else array)
    kind = {"float32": "<f4", "uint16": "<u2", "uint32": "<u4"}[str(a.dtype)]
    blob.extend(b"\0" * (-len(blob) % 4))
    at = len(blob)
    blob.extend(a.astype(kind).tobytes())
    return {"offset": at, "shape": list(a.shape), "type": str(a.dtype)}


def bits(tensor):
    return store(tensor.view(torch.int16).numpy().view(np.uint16))


def case(name, **parts):
    cases[name] = {k: store(v) if isinstance(v, (torch.Tensor, np.ndarray)) else v for k, v in parts.items()}


# all 16-bit patterns as float32; NaNs in one form, since their payload means nothing
def table(dtype):
    t = torch.arange(65536, dtype=torch.int32).to(torch.int16).view(dtype).float()
    t[t.isnan()] = float("nan")
    u = t.numpy().view(np.uint32).copy()
    u[np.isnan(t.numpy())] = 0x7FC00000
    return hashlib.sha256(u.astype("<u4").tobytes()).hexdigest()


cases["tables"] = {"bfloat16": table(torch.bfloat16), "float16": table(torch.float16)}

# float32 → bfloat16: random patterns, and the places where rounding goes wrong
u = np.random.default_rng(1).integers(0, 2**32, 3000, dtype=np.uint64).astype(np.uint32)
hard = [0, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7F800001, 0xFF80FFFF, 0x7F7FFFFF, 0x7F7F8000, 0x7F7F7FFF, 0xFF7F8000,
        0x00000001, 0x00008000, 0x00008001, 0x00018000, 0x00017FFF, 0x007FFFFF, 0x3F808000, 0x3F818000, 0x3F807FFF, 0x3F808001, 0x3F80FFFF]
# below, on and above the middle between two patterns: subnormals, where infinity begins, and a spread of all others
upper = np.array([*range(0, 128, 4), *range(0x7F60, 0x7F80), *range(0xFF70, 0xFF80), *range(0, 65536, 97)], np.uint32)
middles = (upper[:, None] << 16 | np.array([0, 0x7FFF, 0x8000, 0x8001], np.uint32)).ravel()
u = np.concatenate([np.array(hard, np.uint32), middles, u])
case("round to bfloat16", input=u.view(np.uint32))
cases["round to bfloat16"]["output"] = bits(torch.from_numpy(u.view(np.float32).copy()).bfloat16())

x = torch.randn(5, 33)
for kind, dtype in (("bfloat16", torch.bfloat16), ("float16", torch.float16), ("float32", torch.float32)):
    w = torch.randn(7, 33).to(dtype)
    stored = store(w) if kind == "float32" else bits(w)
    case(f"linear {kind}", x=x, output=F.linear(x, w.float()))
    cases[f"linear {kind}"]["weight"] = stored
    ids = [3, 0, 6, 3]
    case(f"embedding {kind}", ids=ids, output=F.embedding(torch.tensor(ids), w.float()))
    cases[f"embedding {kind}"]["weight"] = stored

x, w = torch.randn(3, 65) * torch.tensor([[1.0], [1e-4], [300.0]]), torch.randn(65)
case("rms norm", x=x, weight=w, eps=1e-5, output=x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * w)
case("rms norm of zeros", x=torch.zeros(1, 5), weight=torch.ones(5), eps=1e-5, output=torch.zeros(1, 5))

scores = [torch.randn(9), torch.tensor([1e4, -1e4, 9999.0, 0.0]), torch.tensor([-1e4, -1e4]), torch.tensor([float("-inf"), 1.0, 2.0]), torch.tensor([5.0])]
cases["softmax"] = {"rows": [{"x": store(s), "output": store(F.softmax(s, -1))} for s in scores]}

gate = torch.cat([torch.randn(30) * 5, torch.tensor([0.0, -0.0, 100.0, -100.0, 1e4, -1e4])]).reshape(2, 18)
up = torch.randn(2, 18)
case("swiglu", gate=gate, up=up, output=F.silu(gate) * up)
a, b = torch.randn(3, 11), torch.randn(3, 11)
case("add", a=a, b=b, output=a + b)


def rotary(head_dim, end, theta=500000.0):  # precompute_freqs_cis of Meta's models/llama3/model.py, unscaled
    f = 1.0 / (theta ** (torch.arange(0, head_dim, 2)[: head_dim // 2].float() / head_dim))
    return torch.polar(torch.ones(end, head_dim // 2), torch.outer(torch.arange(end).float(), f))


x, first = torch.randn(4, 3, 10), 6
turned = torch.view_as_real(torch.view_as_complex(x.reshape(4, 3, 5, 2)) * rotary(10, 16)[first : first + 4, None]).flatten(2)
case("rotate", x=x, first=first, theta=500000.0, output=turned)

# 4 tokens after 5 cached ones, 6 query heads on 2 key heads
q, k, v = torch.randn(4, 6, 10), torch.randn(9, 2, 10), torch.randn(9, 2, 10)
mask = torch.full((4, 9), float("-inf")).triu(6)
kk, vv = (t.repeat_interleave(3, 1) for t in (k, v))
s = F.softmax(torch.einsum("thd,phd->htp", q, kk) / math.sqrt(10) + mask, -1)
case("attention", q=q, k=k, v=v, first=5, output=torch.einsum("htp,phd->thd", s, vv))

t = torch.arange(24).float().reshape(2, 3, 4)
case("views", x=t, transposed=t.transpose(0, 2), sliced=t[:, 1:3, 1:4], selected=t.select(1, 2), reshaped=t.reshape(6, 4), slicedTransposed=t[:, 1:, :].transpose(1, 2))

# many tokens, and a weight that is a part of a wider matrix: rows 1 to 9, columns 3 to 24
x, w = torch.randn(37, 21), torch.randn(11, 30).bfloat16()
case("linear of many", x=x, output=F.linear(x, w[1:10, 3:24].float()))
cases["linear of many"]["wide"] = bits(w)

# nothing cached, and as many key heads as query heads
q, k, v = torch.randn(3, 5, 4, 7)
s = F.softmax(torch.einsum("thd,phd->htp", q, k) / math.sqrt(7) + torch.full((5, 5), float("-inf")).triu(1), -1)
case("attention from the start", q=q, k=k, v=v, first=0, output=torch.einsum("htp,phd->thd", s, v))


def stretched(f, factor, low, high, context):  # the scaling of Llama 3.1, a frequency (a tensor of no dimension) at a time
    wavelength = 2 * math.pi / f
    if wavelength < context / high:
        return f
    if wavelength > context / low:
        return f / factor
    smooth = (context / wavelength - low) / (high - low)
    return (1 - smooth) * f / factor + smooth * f


# the head sizes and factors of real models: Llama 3 8B, 3.1 8B, 3.2 1B, 3.2 3B
cases["frequencies"] = []
for model, head_dim, factor in (("Llama 3 8B", 128, None), ("Llama 3.1 8B", 128, 8), ("Llama 3.2 1B", 64, 32), ("Llama 3.2 3B", 128, 32)):
    f = 1.0 / (500000.0 ** (torch.arange(0, head_dim, 2).float() / head_dim))
    if factor:
        f = torch.stack([stretched(one, factor, 1, 4, 8192) for one in f])
    angles = torch.outer(torch.arange(8192).float(), f)[8191]
    cases["frequencies"].append({"model": model, "headDim": head_dim, "factor": factor, "frequencies": store(f), "cos": store(angles.cos()), "sin": store(angles.sin())})

with open(os.path.join(folder, "operations.json"), "w") as f:
    json.dump({"torch": torch.__version__.split("+")[0], "cases": cases}, f, indent=1)
    f.write("\n")
with open(os.path.join(folder, "operations.bin"), "wb") as f:
    f.write(blob)
print(len(blob), "bytes,", len(cases), "cases")
