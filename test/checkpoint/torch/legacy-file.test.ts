import { describe, expect, test } from "bun:test";
import { bytes, integer, repeat } from "../hostile/bytes.ts";
import { expectRefused, tensorsOf } from "../hostile/folders.ts";
import {
  dictionary,
  emptyDict,
  emptyList,
  global,
  list,
  no,
  none,
  number,
  pickle,
  stateDict,
  tensor,
  text,
  tuple,
  yes,
} from "../hostile/pickle-assembler.ts";
import { fourOnes, type LegacyPlan, torchLegacy } from "../hostile/torch-files.ts";

const two = stateDict({ a: tensor({ key: "A" }), b: tensor({ key: "B", length: 2, shape: [2] }) });
const storageA = bytes(integer(8, 4), fourOnes);
const storageB = bytes(integer(8, 2), 1, 2, 3, 4);

test("storages are in the order of the key list, not of the tensors", () => {
  const file = torchLegacy({
    root: two,
    keys: pickle(list(text("B"), text("A"))),
    storages: bytes(storageB, storageA),
  });
  const tensors = tensorsOf(file);
  expect(tensors.get("b")?.offset).toBe(file.length - storageA.length - 4);
  expect(tensors.get("a")?.offset).toBe(file.length - fourOnes.length);
});

test("a description is read that is longer than a chunk", () => {
  const padding = dictionary([[text("x".repeat(200_000)), none]]);
  const root = bytes(stateDict({ "norm.weight": tensor() }).slice(0, -1), padding, "b.");
  expect(tensorsOf(torchLegacy({ root })).size).toBe(1);
});

describe("a legacy file is refused that has", () => {
  const cases: [what: string, plan: LegacyPlan, mention: RegExp][] = [
    ["no magic number", { magic: pickle(number(1)) }, /is a pickle, but torch\.save did not write it/],
    ["a magic class", { magic: pickle(global("os", "system")) }, /asks for "os\.system"/],
    ["a magic call", { magic: pickle(none, bytes(")R")) }, /calls None/],
    ["another version", { version: pickle(number(1002)) }, /unknown version/],
    ["a version that is not a number", { version: pickle(none) }, /unknown version/],
    ["no description of its machine", { system: pickle(none) }, /does not describe the machine/],
    ["no byte order", { system: pickle(emptyDict) }, /not saved on a little-endian machine/],
    [
      "another byte order",
      { system: pickle(dictionary([[text("little_endian"), no]])) },
      /not saved on a little-endian machine/,
    ],
    [
      "objects in its machine",
      { system: pickle(dictionary([[text("little_endian"), tensor()]])) },
      /asks for "torch\._utils/,
    ],
    ["no list of keys", { keys: pickle(none) }, /does not list the 1 storages/],
    ["an empty list of keys", { keys: pickle(emptyList) }, /does not list the 1 storages/],
    ["too many keys", { keys: pickle(list(text("0"), text("1"))) }, /does not list the 1 storages/],
    ["a key that no tensor uses", { keys: pickle(list(text("1"))) }, /lists a storage that no tensor uses/],
    [
      "a key that is JavaScript's",
      { keys: pickle(list(text("constructor"))) },
      /lists a storage that no tensor uses/,
    ],
    ["a key that is a number", { keys: pickle(list(number(0))) }, /lists a storage that no tensor uses/],
    [
      "a key twice",
      { root: two, keys: pickle(list(text("A"), text("A"))), storages: bytes(storageA, storageA) },
      /lists storage "A" twice/,
    ],
    ["a persistent id among its keys", { keys: pickle(tuple(), bytes("Q")) }, /refers to an object outside/],
    [
      "another length before a storage",
      { storages: bytes(integer(8, 5), fourOnes) },
      /"0" has 5 elements .* but 4 for its tensors/,
    ],
    [
      "a negative length",
      { storages: bytes(integer(8, -1), fourOnes) },
      /"0" has 1844674407370955\d+ elements/,
    ],
    [
      "a storage that is cut short",
      { storages: bytes(integer(8, 4), fourOnes.slice(0, 7)) },
      /ends too soon, at byte/,
    ],
    ["no storages", { storages: bytes() }, /ends too soon, at byte/],
    ["something after its storages", { storages: bytes(storageA, "x") }, /continues after its last storage/],
    [
      "a storage of another kind",
      {
        root: stateDict({ "norm.weight": tensor({ storageClass: global("torch", "DoubleStorage") }) }),
        storages: bytes(integer(8, 4), repeat(32, bytes(0))),
      },
      /tensor "norm\.weight" holds float64/,
    ],
    [
      "a storage of 2^53 elements",
      {
        root: stateDict({ a: tensor({ length: 2n ** 53n - 1n }) }),
        storages: bytes(integer(8, 2n ** 53n - 1n)),
      },
      /ends too soon/,
    ],
    [
      "a description without an end",
      { root: bytes(0x80, 2, none, repeat(1_000_000, bytes("q", 0))) },
      /is longer than the description/,
    ],
    [
      "a text as large as itself",
      { root: bytes(0x80, 2, "X", integer(4, 2 ** 31), repeat(1000, bytes("x"))) },
      /a text of 2147483648 bytes/,
    ],
  ];
  test.each(cases)("%s", (_what, plan, mention) => expectRefused(torchLegacy(plan), mention));

  test("a tar archive of the oldest PyTorch in it", () => {
    expectRefused(bytes(repeat(257, bytes("x")), "ustar", repeat(300, bytes(0))), /tar archive/);
  });
  test("a truth for its magic number", () =>
    expectRefused(torchLegacy({ magic: pickle(yes) }), /torch\.save did not write it/));
});
