"""Loads checkpoints with PyTorch itself and says what is in them; ends with 1 where one cannot be loaded.

    python3 scripts/check-torch-file.py FILE…

Only weights are loaded (weights_only=True), plainly and through a memory mapping, and both have to agree. Needs PyTorch 2.
"""
import sys, zipfile
import torch

for path in sys.argv[1:]:
    tensors = torch.load(path, weights_only=True)
    mapped = torch.load(path, weights_only=True, mmap=True)
    assert tensors.keys() == mapped.keys()
    assert all(torch.equal(tensor, mapped[name]) for name, tensor in tensors.items())
    assert zipfile.ZipFile(path).testzip() is None, "a checksum is wrong"
    storages = {tensor.data_ptr(): tensor.untyped_storage().nbytes() for tensor in tensors.values()}
    print(f"{path}: {len(tensors)} tensors in {len(storages)} storages, {sum(storages.values())} bytes")
    for name, tensor in tensors.items():
        values = tensor.float()
        assert values.isfinite().all(), f"{name} has numbers that are none"
        print(f"  {name:40} {str(tensor.dtype):15} {str(list(tensor.shape)):13} mean {values.mean():+.4f} deviation {values.std():.4f}")
