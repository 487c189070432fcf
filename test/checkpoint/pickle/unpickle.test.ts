import { describe, expect, test } from "bun:test";
import { bytes, integer, repeat } from "../hostile/bytes.ts";
import { expectRefused, tensorsOf } from "../hostile/folders.ts";
import {
  build,
  call,
  dictionary,
  emptyDict,
  emptyList,
  emptyTuple,
  global,
  list,
  mark,
  no,
  none,
  number,
  orderedDict,
  pickle,
  reduce,
  setItems,
  stackGlobal,
  stateDict,
  tensor,
  text,
  tuple,
} from "../hostile/pickle-assembler.ts";
import { torchZip } from "../hostile/torch-files.ts";

const name = text("norm.weight");
/** A state dict whose only value is made by this code. */
const holding = (...code: Uint8Array<ArrayBuffer>[]) => pickle(dictionary([[name, bytes(...code)]]));
/** A state dict in which this code runs and leaves nothing behind that matters. */
const besides = (...code: Uint8Array<ArrayBuffer>[]) =>
  pickle(dictionary([[name, tensor()]]), dictionary([[text("_metadata"), bytes(...code)]]), build);

describe("a pickle is read that", () => {
  const cases: [what: string, code: Uint8Array<ArrayBuffer>][] = [
    ["is as PyTorch writes it", stateDict({ "norm.weight": tensor() })],
    ["is of protocol 5", bytes(0x80, 5, dictionary([[name, tensor()]]), ".")],
    ["fills an OrderedDict", pickle(orderedDict, mark, name, tensor(), setItems)],
    [
      "finds its classes by way of the stack",
      pickle(call(stackGlobal("collections", "OrderedDict")), name, tensor(), bytes("s")),
    ],
    ["keeps attributes of its dictionary", besides(orderedDict)],
    [
      "wraps its tensor in a Parameter",
      holding(call(global("torch._utils", "_rebuild_parameter"), tensor(), no, orderedDict)),
    ],
    [
      "holds plain values of every kind",
      besides(
        list(
          none,
          no,
          number(-1),
          number(2n ** 64n),
          bytes("K", 7),
          bytes("M", 1, 2),
          bytes("G", integer(8, 0)),
          bytes(0x8b, integer(4, 2), 1, 2),
          bytes(0x8c, 2, "ab"),
          bytes(none, 0x85),
          bytes(none, none, 0x86),
          bytes(none, none, none, 0x87),
          emptyTuple,
          bytes(emptyList, none, "a"),
        ),
      ),
    ],
    [
      "uses its memo in all ways",
      besides(
        bytes(none, "q", 0, "r", integer(4, 2 ** 32 - 1), 0x94, "h", 0, "j", integer(4, 2 ** 32 - 1), 0x87),
      ),
    ],
    [
      "announces frames",
      bytes(0x80, 4, 0x95, integer(8, 2n ** 64n - 1n), dictionary([[name, tensor()]]), "."),
    ],
    ["holds itself", besides(emptyList, bytes("q", 0, "h", 0, "a"))],
  ];
  test.each(cases)("%s", (_what, code) => {
    expect([...tensorsOf(torchZip(code)).keys()]).toEqual(["norm.weight"]);
  });
});

describe("names that are also JavaScript's are only names:", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"])("%s", (key) => {
    const entries = dictionary([[text(key), tensor()]]);
    expect([...tensorsOf(torchZip(pickle(entries))).keys()]).toEqual([key]);
    expectRefused(torchZip(holding(global(key, key))), new RegExp(`asks for "${key}.${key}"`));
    expectRefused(torchZip(holding(global("collections", key))), /asks for "collections\./);
  });
});

describe("a pickle may ask for nothing else than tensors:", () => {
  const names: [module: string, name: string][] = [
    ["os", "system"],
    ["posix", "system"],
    ["nt", "system"],
    ["builtins", "eval"],
    ["builtins", "exec"],
    ["builtins", "getattr"],
    ["__builtin__", "apply"],
    ["subprocess", "Popen"],
    ["webbrowser", "open"],
    ["runpy", "_run_code"],
    ["torch", "load"],
    ["torch", "Tensor"],
    ["torch", "Storage"],
    ["torch", "_utils._rebuild_tensor_v2"],
    ["torch._utils", "_rebuild_tensor_v3"],
    ["torch._utils _rebuild_tensor_v2", ""],
    ["torch.storage", "_load_from_bytes"],
    ["torch.hub", "load"],
    ["torch.jit", "load"],
    ["numpy.core.multiarray", "_reconstruct"],
    ["collections", "OrderedDict.__reduce__"],
    ["collections", "orderedDict"],
    ["COLLECTIONS", "OrderedDict"],
    ["collections ", "OrderedDict"],
    ["", ""],
  ];
  test.each(names)("%s.%s", (module, called) => {
    for (const callee of [global(module, called), stackGlobal(module, called)]) {
      expectRefused(
        torchZip(holding(call(callee, text("echo pwned")))),
        /record data\.pkl, byte \d+: asks for .*may be malicious/,
      );
    }
  });
});

describe("a pickle is refused that", () => {
  const tensorOf = (...args: Uint8Array<ArrayBuffer>[]) =>
    holding(call(global("torch._utils", "_rebuild_tensor_v2"), ...args));
  const cases: [what: string, code: Uint8Array<ArrayBuffer>, mention: RegExp][] = [
    // The program
    ["is empty", bytes(), /data\.pkl, byte 0: ends too soon/],
    ["is not one", bytes("hello"), /not a pickle of protocol 2/],
    ["is of protocol 0", bytes("(dp0\n."), /not a pickle of protocol 2/],
    ["is of protocol 1", bytes(0x80, 1, "}."), /unknown protocol 1/],
    ["is of protocol 6", bytes(0x80, 6, "}."), /unknown protocol 6/],
    ["does not stop", bytes(0x80, 2, emptyDict), /ends too soon/],
    ["stops with nothing", pickle(), /pops more values than its stack has/],
    ["stops with too much", pickle(none, none), /leaves more than one value on its stack/],
    ["goes on after its end", bytes(stateDict({ "norm.weight": tensor() }), "x"), /continues after its end/],
    ["reaches below its stack", pickle(bytes(0x87)), /pops more values than its stack has/],
    ["reaches below a mark", pickle(none, none, mark, bytes(0x86)), /pops more values than its stack has/],
    ["goes back to no mark", pickle(bytes("t")), /uses a mark that it never set/],
    ["recalls what it never stored", pickle(bytes("h", 7)), /uses memo 7/],
    ["stores nothing", pickle(bytes("q", 0)), /pops more values than its stack has/],
    ["appends to a tuple", pickle(emptyTuple, none, bytes("a")), /appends to a tuple/],
    ["sets items of a list", pickle(emptyList, none, none, bytes("s")), /sets an item of a list/],
    ["has a key without a value", pickle(emptyDict, mark, none, setItems), /a key without a value/],
    ["has a tuple for a key", pickle(dictionary([[emptyTuple, none]])), /a tuple as the key/],
    ["has None for a key", pickle(dictionary([[none, none]])), /None as the key/],
    [
      "has a tensor twice",
      pickle(
        dictionary([
          [name, tensor()],
          [name, tensor()],
        ]),
      ),
      /the key "norm\.weight" twice/,
    ],
    [
      "has a text that is cut short",
      pickle(bytes("X", integer(4, 999), "ab")),
      /ends too soon \(\d+ of 999 bytes\)/,
    ],
    ["has a text of 4 GiB", pickle(bytes("X", integer(4, 2 ** 32 - 1))), /a text of 4294967295 bytes/],
    ["has a text that is not UTF-8", pickle(text(bytes(0xc3, 0x28))), /not UTF-8/],
    [
      "has an integer of 255 bytes",
      pickle(bytes(0x8a, 255, repeat(255, bytes(1)))),
      /an integer of 255 bytes/,
    ],
    [
      "has an integer of 2 GiB",
      pickle(bytes(0x8b, integer(4, 2 ** 31 - 1))),
      /an integer of 2147483647 bytes/,
    ],
    ["has a name without an end", pickle(bytes("c"), repeat(1000, bytes("a"))), /a name that does not end/],
    ["has a name that is not UTF-8", pickle(bytes("c", 0xff, "\n", 0xff, "\n")), /not UTF-8/],
    // Instructions that build what they like
    [
      "makes an object (NEWOBJ)",
      pickle(global("collections", "OrderedDict"), emptyTuple, bytes(0x81)),
      /instruction 0x81/,
    ],
    ["makes an object (NEWOBJ_EX)", pickle(bytes(0x92)), /instruction 0x92/],
    ["makes an object (INST)", pickle(mark, bytes("ios\nsystem\n")), /instruction 0x69/],
    [
      "makes an object (OBJ)",
      pickle(mark, global("collections", "OrderedDict"), bytes("o")),
      /instruction 0x6f/,
    ],
    ["uses a registered extension", pickle(bytes(0x82, 1)), /instruction 0x82/],
    ["names an object by a line", pickle(bytes("P0\n")), /instruction 0x50/],
    ["holds buffers outside of it", pickle(bytes(0x97)), /instruction 0x97/],
    ["has an instruction that there is none", pickle(bytes(0xff)), /instruction 0xff/],
    // calls
    ["calls a class of torch", pickle(call(global("torch", "FloatStorage"), number(9))), /calls a class/],
    ["calls a text", pickle(call(text("eval"), text("1"))), /calls a string/],
    ["calls None", pickle(call(none)), /calls None/],
    [
      "calls with a list",
      pickle(global("collections", "OrderedDict"), emptyList, reduce),
      /calls with a list/,
    ],
    [
      "fills an OrderedDict by a call",
      pickle(call(global("collections", "OrderedDict"), emptyList)),
      /makes an OrderedDict from something/,
    ],
    [
      "looks for a class by a number",
      pickle(number(1), number(2), bytes(0x93)),
      /looks for a number in a number/,
    ],
    ["sets attributes of a list", pickle(emptyList, emptyDict, build), /sets attributes of a list/],
    ["sets attributes by a tuple", pickle(emptyDict, emptyTuple, build), /sets attributes/],
    [
      "wraps a number in a Parameter",
      holding(call(global("torch._utils", "_rebuild_parameter"), number(1), no, orderedDict)),
      /rebuilds a parameter/,
    ],
    ["rebuilds a tensor from nothing", tensorOf(), /rebuilds a tensor/],
    [
      "rebuilds a tensor from a text",
      tensorOf(text("0"), number(0), tuple(), tuple(), no, none),
      /rebuilds a tensor/,
    ],
    // Persistent ids
    ["refers to a storage by a text", holding(text("0"), bytes("Q")), /refers to a storage by a string/],
    [
      "refers to something else than a storage",
      holding(tuple(text("module"), none, text("0"), text("cpu"), number(1)), bytes("Q")),
      /in an unknown way/,
    ],
    [
      "refers to a storage of no class",
      holding(tuple(text("storage"), text("float"), text("0"), text("cpu"), number(1)), bytes("Q")),
      /in an unknown way/,
    ],
    [
      "refers to a storage by a class only",
      holding(tuple(global("torch", "HalfStorage")), bytes("Q")),
      /in an unknown way/,
    ],
    [
      "describes a storage in two ways",
      stateDict({ a: tensor(), b: tensor({ length: 5 }) }),
      /storage "0" in two ways/,
    ],
    [
      "types a storage in two ways",
      stateDict({ a: tensor(), b: tensor({ storageClass: global("torch", "HalfStorage") }) }),
      /storage "0" in two ways/,
    ],
    [
      "describes part of another storage",
      holding(
        tuple(text("storage"), global("torch", "HalfStorage"), text("0"), text("cpu"), number(1), tuple()),
        bytes("Q"),
      ),
      /as part of another/,
    ],
  ];
  test.each(cases)("%s", (_what, code, mention) => expectRefused(torchZip(code), mention));
});

describe("a pickle cannot use up time or memory:", () => {
  test("tuples of which each holds the one before twice, 200 times over", () => {
    const doublings = Array.from({ length: 200 }, (_, k) => bytes("h", k, "h", k, 0x86, "q", k + 1));
    const code = besides(tuple(emptyTuple, bytes("q", 0), ...doublings));
    expect([...tensorsOf(torchZip(code)).keys()]).toEqual(["norm.weight"]);
  });
  const cases: [what: string, code: Uint8Array<ArrayBuffer>][] = [
    ["a million instructions that do nothing", bytes(0x80, 2, none, repeat(1_000_000, bytes("q", 0)))],
    ["a million lists", bytes(0x80, 2, repeat(1_000_000, emptyList))],
    ["a million dictionaries", bytes(0x80, 2, repeat(1_000_000, emptyDict))],
    ["a million marks", bytes(0x80, 2, repeat(1_000_000, mark))],
    ["a million tuples, each in the next", bytes(0x80, 2, emptyTuple, repeat(1_000_000, bytes(0x85)))],
    ["a million frames", bytes(0x80, 2, repeat(1_000_000, bytes(0x95, integer(8, 0))))],
    ["a million slots of the memo", bytes(0x80, 2, none, repeat(1_000_000, bytes(0x94)))],
    ["a million OrderedDicts", bytes(0x80, 2, repeat(1_000_000, orderedDict))],
  ];
  test.each(cases)("%s", (_what, code) => expectRefused(torchZip(code), /is longer than the description/));
});
