import { describe, expect, test } from "bun:test";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../../src/checkpoint/checkpoint.ts";
import { readRows } from "../../../src/checkpoint/rows.ts";
import { fixture } from "../../support/reference.ts";
import { bytes, integer, repeat } from "../hostile/bytes.ts";
import { expectRefused, tensorsOf, withFolder } from "../hostile/folders.ts";
import {
  dictionary,
  emptyDict,
  global,
  list,
  no,
  none,
  number,
  pickle,
  stateDict,
  type TensorPlan,
  tensor,
  text,
  yes,
} from "../hostile/pickle-assembler.ts";
import { torchLegacy, torchZip } from "../hostile/torch-files.ts";

const huge = 2n ** 62n;

/** A file with one tensor "norm.weight". */
const withTensor = (plan: TensorPlan) => torchZip(stateDict({ "norm.weight": tensor(plan) }));

describe("a tensor is found where it lies:", () => {
  const cases: [what: string, plan: TensorPlan, shift: number][] = [
    ["a whole storage", {}, 0],
    ["a part of it", { offset: 1, shape: [3] }, 2],
    ["a matrix", { shape: [2, 2], strides: [2, 1] }, 0],
    ["a matrix on its side", { shape: [2, 2], strides: [1, 2] }, 0],
    ["every other element", { shape: [2], strides: [2] }, 0],
    ["a column, of which only the last row is cut short", { offset: 1, shape: [2, 1], strides: [2, 7] }, 2],
    ["one element repeated", { shape: [4], strides: [0] }, 0],
    ["a scalar", { offset: 3, shape: [], strides: [] }, 6],
    ["nothing at all", { offset: 4, shape: [0, 9], strides: [9, 1] }, 8],
  ];
  test.each(cases)("%s", (_what, { shape = [4], strides = [1], ...rest }, shift) => {
    const file = withTensor({ shape, strides, ...rest });
    const info = tensorsOf(file).get("norm.weight");
    expect(info).toMatchObject({ name: "norm.weight", dtype: "bfloat16", shape, strides });
    // The storage is four ones, and there is no other place with four ones
    expect(info?.offset).toBe(Buffer.from(file).indexOf(repeat(4, bytes(0x80, 0x3f))) + shift);
  });

  test("two tensors in one storage, and one under two names", () => {
    const tensors = tensorsOf(
      torchZip(stateDict({ a: tensor(), b: tensor(), c: tensor({ offset: 2, shape: [2] }) })),
    );
    expect(tensors.get("a")?.offset).toBe(tensors.get("b")!.offset);
    expect(tensors.get("c")?.offset).toBe(tensors.get("a")!.offset + 4);
  });
});

describe("a tensor is refused that", () => {
  const cases: [what: string, plan: TensorPlan, mention: RegExp][] = [
    [
      "is larger than its storage",
      { shape: [5] },
      /"norm\.weight" of shape \[5\].* reaches past the 4 elements/,
    ],
    ["begins too late", { offset: 1 }, /reaches past/],
    ["begins after its storage", { offset: 5, shape: [0] }, /reaches past/],
    ["steps too far", { shape: [2], strides: [4] }, /reaches past/],
    ["steps too far in one of two dimensions", { shape: [2, 2], strides: [1, 3] }, /reaches past/],
    ["has a negative offset", { offset: -1 }, /not integers from 0/],
    ["has a negative length", { shape: [-4] }, /not integers from 0/],
    ["has a negative stride", { offset: 3, strides: [-1] }, /not integers from 0/],
    ["has an offset beyond 2^53", { offset: huge }, /not integers from 0/],
    ["has a length beyond 2^53", { shape: [huge] }, /not integers from 0/],
    ["has a stride beyond 2^53", { strides: [huge] }, /not integers from 0/],
    [
      "overflows when its lengths are multiplied",
      { shape: [2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1], strides: [0, 0, 0] },
      /many times the size of the file/,
    ],
    [
      "overflows to nothing in 64 bits",
      { shape: [2n ** 32n, 2n ** 32n], strides: [2n ** 32n, 1] },
      /reaches past/,
    ],
    [
      "repeats one element a billion times",
      { shape: [1e9], strides: [0] },
      /many times the size of the file/,
    ],
    ["has fewer strides than dimensions", { shape: [2, 2], strides: [1] }, /2 dimensions and 1 strides/],
    ["has 64 dimensions", { shape: Array(64).fill(1), strides: Array(64).fill(1) }, /64 dimensions/],
    [
      "is in a storage that is not there",
      { key: "7" },
      /"norm\.weight" is in storage "7", which the file does not have/,
    ],
    [
      "is in a storage elsewhere",
      { key: "../version" },
      /storage "\.\.\/version", which the file does not have/,
    ],
    [
      "is in a storage named like JavaScript's",
      { key: "__proto__" },
      /storage "__proto__", which the file does not have/,
    ],
    [
      "is in a storage that is smaller than it says",
      { length: 5 },
      /storage "0" of 10 bytes, but the file has 8/,
    ],
    [
      "is in a storage that is larger than it says",
      { length: 3, shape: [3] },
      /storage "0" of 6 bytes, but the file has 8/,
    ],
    ["is in a storage of negative length", { length: -4 }, /in an unknown way/],
    ["is in a storage beyond 2^53", { length: huge }, /in an unknown way/],
    ["holds float64", { storageClass: global("torch", "DoubleStorage") }, /"norm\.weight" holds float64/],
    ["holds int8", { storageClass: global("torch", "CharStorage") }, /holds int8/],
    ["holds uint8", { storageClass: global("torch", "ByteStorage") }, /holds uint8/],
    ["holds int64", { storageClass: global("torch", "LongStorage") }, /holds int64/],
    ["holds bool", { storageClass: global("torch", "BoolStorage") }, /holds bool/],
    ["holds quantized numbers", { storageClass: global("torch", "QInt8Storage") }, /holds qint8/],
    ["holds complex numbers", { storageClass: global("torch", "ComplexFloatStorage") }, /holds complex64/],
  ];
  test.each(cases)("%s", (_what, plan, mention) => expectRefused(withTensor(plan), mention));

  test("is named in a way that would break the line", () => {
    const name = `a\n\u001b[31m\u202e\u2028${"x".repeat(10_000)}`;
    expectRefused(
      torchZip(stateDict({ [name]: tensor({ shape: [5] }) })),
      /tensor "a\\u\{a\}\\u\{1b\}\[31m\\u\{202e\}\\u\{2028\}x+…" of shape/,
    );
  });

  test("is one of thousands in the same place", () => {
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`layers.${index}`, tensor()]),
    );
    expect(tensorsOf(torchZip(stateDict(many))).size).toBe(5000); // the description is larger than what it describes
    const small = stateDict({ a: tensor({ shape: [40_000], strides: [0] }), b: tensor() });
    expectRefused(torchZip(small), /tensors up to "a" claim 80000 bytes/);
  });
});

describe("a checkpoint is refused that holds", () => {
  const cases: [what: string, code: Uint8Array, mention: RegExp][] = [
    ["nothing", pickle(none), /holds None instead of named tensors/],
    ["no tensors", pickle(emptyDict), /holds an empty dictionary/],
    ["a list of tensors", pickle(list(tensor())), /holds a list/],
    ["one tensor without a name", pickle(tensor()), /holds a tensor/],
    [
      "the state of a training run",
      pickle(
        dictionary([
          [text("model"), dictionary([[text("w"), tensor()]])],
          [text("epoch"), number(3)],
        ]),
      ),
      /"model" is a dictionary and not a named tensor/,
    ],
    [
      "a number among its tensors",
      pickle(
        dictionary([
          [text("a"), tensor()],
          [text("epoch"), number(3)],
        ]),
      ),
      /"epoch" is a number/,
    ],
    [
      "a tensor under a number",
      pickle(dictionary([[number(1), tensor()]])),
      /"1" is a tensor and not a named tensor/,
    ],
    ["a class", pickle(dictionary([[text("a"), global("torch", "HalfStorage")]])), /"a" is a class/],
  ];
  test.each(cases)("%s", (_what, code, mention) => {
    expectRefused(torchZip(code), mention);
  });

  test("the same in the legacy format", () => {
    expectRefused(
      torchLegacy({ root: pickle(emptyDict), keys: pickle(list()), storages: bytes() }),
      /an empty dictionary/,
    );
    const five = stateDict({ "norm.weight": tensor({ shape: [5] }) });
    expectRefused(torchLegacy({ root: five }), /"norm\.weight" of shape \[5\].* reaches past/);
    const lying = stateDict({ "norm.weight": tensor({ length: 5 }) });
    expectRefused(torchLegacy({ root: lying, storages: bytes(integer(8, 5), bytes(1, 2)) }), /ends too soon/);
  });
});

describe("views of PyTorch 2 whose stored numbers are not yet the tensor's:", () => {
  const torch2 = (name: string) => readFileSync(`${fixture("torch2")}/${name}.pth`);
  const withMetadata = (code: Uint8Array<ArrayBuffer>) =>
    torchZip(stateDict({ "norm.weight": tensor({ metadata: code }) }));

  test("a negated one is refused by name", () => {
    expectRefused(
      torch2("neg-view"),
      /tensor "norm\.weight" is a view with the flag "neg".*; save it again after .*resolve_neg/,
    );
  });

  test("one that the network does not use is left out", () => {
    expect([...tensorsOf(torch2("neg-view-extra")).keys()]).toEqual(["norm.weight"]);
  });

  const cases: [what: string, metadata: Uint8Array<ArrayBuffer>, mention: RegExp][] = [
    ["conjugated", dictionary([[text("conj"), yes]]), /flag "conj"/],
    ["unknown", dictionary([[text("new"), number(1)]]), /flag "new"/],
    ["no dictionary", list(), /a list as the metadata of a tensor/],
  ];
  test.each(cases)("%s", (_what, metadata, mention) => expectRefused(withMetadata(metadata), mention));

  test("without a flag that is set, the metadata changes nothing", () => {
    for (const metadata of [none, emptyDict, dictionary([[text("neg"), no]])]) {
      expect(tensorsOf(withMetadata(metadata)).size).toBe(1);
    }
  });
});

describe("tensors of other types that the network does not use are left out,", () => {
  test.each(["extra-types-zip", "extra-types-legacy"])("in %s", (name) => {
    withFolder((folder) => {
      copyFileSync(`${fixture("torch2")}/${name}.pth`, join(folder, "consolidated.00.pth"));
      const { tensors } = readCheckpoint(folder);
      expect([...tensors.keys()]).toEqual(["norm.weight"]);
      // 1, 2, 3, 4 in bfloat16
      expect([...readRows(tensors.get("norm.weight")!, 0, 4, "read").elements]).toEqual([
        0x3f80, 0x4000, 0x4040, 0x4080,
      ]);
    });
  });

  const double = { key: "1", storageClass: global("torch", "DoubleStorage") };
  test.each(["rope.freqs", "layers.0.attention.rope.freqs", "extra", "model.layers.0.weight"])(
    "as %s",
    (name) => {
      expect([...tensorsOf(torchZip(stateDict({ [name]: tensor(double), norm: tensor() }))).keys()]).toEqual([
        "norm",
      ]);
    },
  );
  test.each(["tok_embeddings.weight", "layers.7.extra", "output.bias"])("but not as %s", (name) => {
    expectRefused(torchZip(stateDict({ [name]: tensor(double) })), /holds float64/);
  });
});
