import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mapBytes, readBytesInto, readRows } from "../../src/checkpoint/rows.ts";
import type { TensorInfo } from "../../src/checkpoint/tensor-info.ts";
import { expectRefusal, withFolder } from "./hostile/folders.ts";

// A busy machine may take longer than bun's five seconds
const canMap = process.platform !== "win32";
const isRoot = process.getuid?.() === 0;

/** Runs `use` on a file of `count` float32 numbers 0, 1, 2 …, after `shift` bytes of something else. */
function withNumbers(count: number, shift: number, use: (file: string) => void): void {
  withFolder((folder) => {
    const path = join(folder, "numbers");
    const numbers = Float32Array.from({ length: count }, (_, index) => index);
    writeFileSync(path, Buffer.concat([Buffer.alloc(shift, 0xff), Buffer.from(numbers.buffer)]));
    use(path);
  });
}

const view = (file: string, shape: number[], strides: number[], offset: number): TensorInfo => {
  return { name: "w", dtype: "float32", shape, strides, file, offset };
};

describe("rows of a tensor:", () => {
  test("contiguous ones are mapped, or read where that is asked", () => {
    withNumbers(12, 8, (file) => {
      const info = view(file, [4, 3], [3, 1], 8);
      const mapped = readRows(info, 1, 3, "mmap");
      expect([...mapped.elements]).toEqual([3, 4, 5, 6, 7, 8]);
      expect(mapped.mapped).toBe(canMap);
      const read = readRows(info, 1, 3, "read");
      expect([...read.elements]).toEqual([3, 4, 5, 6, 7, 8]);
      expect(read.mapped).toBe(false);
    });
  });

  test("a vector's rows are its elements", () => {
    withNumbers(12, 0, (file) => {
      expect([...readRows(view(file, [12], [1], 0), 10, 12, "mmap").elements]).toEqual([10, 11]);
      expect([...readRows(view(file, [4], [3], 0), 1, 4, "mmap").elements]).toEqual([3, 6, 9]);
    });
  });

  test("elements that are not aligned are read", () => {
    for (const shift of [1, 2, 3]) {
      withNumbers(12, shift, (file) => {
        const rows = readRows(view(file, [4, 3], [3, 1], shift), 0, 2, "mmap");
        expect([...rows.elements]).toEqual([0, 1, 2, 3, 4, 5]);
        expect(rows.mapped).toBe(false);
      });
    }
  });

  test("16-bit elements are their patterns", () => {
    withFolder((folder) => {
      const file = join(folder, "file");
      writeFileSync(file, Buffer.from([0xff, 0xff, 0x80, 0x3f, 0x01, 0x02]));
      for (const dtype of ["bfloat16", "float16"] as const) {
        const info: TensorInfo = { name: "w", dtype, shape: [2], strides: [1], file, offset: 2 };
        expect(readRows(info, 0, 2, "mmap").elements).toEqual(Uint16Array.of(0x3f80, 0x0201));
      }
    });
  });

  test("none are none", () => {
    withNumbers(12, 0, (file) => {
      for (const how of ["mmap", "read"] as const) {
        expect(readRows(view(file, [4, 3], [3, 1], 0), 2, 2, how).elements).toHaveLength(0);
        expect(readRows(view(file, [4, 3], [1, 4], 0), 2, 2, how).elements).toHaveLength(0);
        expect(readRows(view(file, [4, 0], [0, 1], 0), 0, 4, how).elements).toHaveLength(0);
      }
    });
  });

  test("rows that are not there are a defect of the caller", () => {
    const info = view("nowhere", [4, 3], [3, 1], 0);
    for (const [from, to] of [
      [-1, 2],
      [0, 5],
      [3, 2],
    ]) {
      expect(() => readRows(info, from, to, "read")).toThrow(RangeError);
    }
    expect(() => readRows(view("nowhere", [2, 2, 2], [4, 2, 1], 0), 0, 1, "read")).toThrow(RangeError);
    expect(() => readRows(view("nowhere", [], [], 0), 0, 1, "read")).toThrow(RangeError);
  });
});

describe("rows are gathered through any strides:", () => {
  // 12 MB of numbers, three times what is read at once; element n of the file is n
  const cases: [what: string, shape: [number, number], strides: [number, number], start: number][] = [
    ["a matrix on its side", [1000, 3000], [1, 1000], 0],
    ["a tall one on its side", [3000, 1000], [1, 3000], 0],
    ["some columns of a wide one", [1000, 7], [3000, 1], 100],
    ["every third element", [1000, 500], [3000, 3], 11],
    ["both at once, on its side", [500, 900], [2, 3000], 5],
    ["one row repeated", [50, 3000], [0, 1], 17],
    ["one column repeated", [3000, 50], [1000, 0], 3],
    ["one element repeated", [7, 5], [0, 0], 2_999_999],
    ["rows that overlap", [2000, 100], [1, 1], 9],
    ["one row", [1, 900], [7, 3000], 4],
    ["one column", [900, 1], [3001, 7], 4],
    ["as many bytes as are read at once", [2 ** 10, 2 ** 10], [1, 2 ** 10], 0],
    ["one element more", [1, 2 ** 20 + 1], [1, 2], 0],
  ];
  test("13 of them", () => {
    withNumbers(3_000_000, 6, (file) => {
      for (const [what, shape, strides, start] of cases) {
        const info = view(file, shape, strides, 6 + 4 * start);
        for (const [from, to] of [
          [0, shape[0]],
          [Math.floor(shape[0] / 3), Math.ceil((shape[0] * 2) / 3)],
        ]) {
          const { elements, mapped } = readRows(info, from, to, "mmap");
          const right = elements.every((value, index) => {
            const [row, column] = [from + Math.floor(index / shape[1]), index % shape[1]];
            return value === start + row * strides[0] + column * strides[1];
          });
          expect({ what, from, to, right, mapped, length: elements.length }).toEqual({
            ...{ what, from, to, right: true, mapped: false, length: (to - from) * shape[1] },
          });
        }
      }
    });
  });
});

describe("what happened to the file since:", () => {
  test("it has become shorter", () => {
    withNumbers(12, 0, (file) => {
      truncateSync(file, 40);
      for (const how of ["mmap", "read"] as const) {
        expectRefusal(
          () => readRows(view(file, [4, 3], [3, 1], 0), 2, 4, how),
          "numbers",
          /ends too soon, at byte 40/,
        );
      }
      expectRefusal(() => readRows(view(file, [4, 3], [1, 4], 0), 2, 4, "read"), "numbers", /ends too soon/);
      expectRefusal(() => mapBytes(file, 32, 9), "numbers", /ends too soon/);
      expectRefusal(() => readBytesInto(file, 32, new Uint8Array(9)), "numbers", /ends too soon/);
    });
  });

  test("it is gone, or a folder", () => {
    withFolder((folder) => {
      mkdirSync(join(folder, "x"));
      for (const how of ["mmap", "read"] as const) {
        expectRefusal(() => readRows(view(join(folder, "w"), [4], [1], 0), 0, 4, how), "w", /is not there/);
        expectRefusal(() => readRows(view(join(folder, "x"), [4], [1], 0), 0, 4, how), "x", /is a folder/);
      }
    });
  });

  test.skipIf(isRoot || !canMap)(
    "it is read-only, so it is read in place of mapped (skipped for root)",
    () => {
      withNumbers(12, 0, (file) => {
        chmodSync(file, 0o444);
        expect(mapBytes(file, 0, 8)).toBeUndefined();
        const rows = readRows(view(file, [12], [1], 0), 0, 2, "mmap");
        expect([[...rows.elements], rows.mapped]).toEqual([[0, 1], false]);
      });
    },
  );
});

test.skipIf(!canMap)("bytes are mapped from any offset, and writing to them leaves the file alone", () => {
  withNumbers(3000, 5, (file) => {
    for (const offset of [0, 5, 4095, 4096, 4097, 12_004]) {
      const window = mapBytes(file, offset, 1)!;
      const read = new Uint8Array(1);
      readBytesInto(file, offset, read);
      expect(window[0]).toBe(read[0]);
      window[0] ^= 0xff;
      readBytesInto(file, offset, read);
      expect(window[0]).not.toBe(read[0]);
    }
  });
});

test("an empty stretch cannot be mapped, and reads as nothing", () => {
  withNumbers(1, 0, (file) => {
    expect(mapBytes(file, 0, 0)).toBeUndefined();
    readBytesInto(file, 0, new Uint8Array(0));
  });
});
