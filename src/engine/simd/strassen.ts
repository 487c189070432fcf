import { type Arena, blockRows } from "./arena.ts";
import type { Block } from "./matrix.ts";

// Strassen's algorithm ("Gaussian elimination is not optimal", 1969), applied once: a product of matrices that are cut
// into quarters takes seven products of quarters in place of eight, and some additions, which cost little.

/** a quarter of a matrix: 0 and 1 its upper half, left and right; 2 and 3 its lower half. */
type Quarter = 0 | 1 | 2 | 3;
type Sign = "+" | "-";
/** a quarter, or a sum or difference of two. */
type Operand = readonly [Quarter] | readonly [Quarter, Sign, Quarter];

/** y += W x: each product of weights and inputs, and which quarters of y it belongs to. x is [columns][tokens] here. */
// biome-ignore format: a row for each product
const products: readonly { w: Operand; x: Operand; y: readonly (readonly [Sign, Quarter])[] }[] = [
  { w: [0, "+", 3], x: [0, "+", 3], y: [["+", 0], ["+", 3]] },
  { w: [2, "+", 3], x: [0],         y: [["+", 2], ["-", 3]] },
  { w: [0],         x: [1, "-", 3], y: [["+", 1], ["+", 3]] },
  { w: [3],         x: [2, "-", 0], y: [["+", 0], ["+", 2]] },
  { w: [0, "+", 1], x: [3],         y: [["-", 0], ["+", 1]] },
  { w: [2, "-", 0], x: [0, "+", 1], y: [["+", 3]] },
  { w: [1, "-", 3], x: [2, "+", 3], y: [["+", 0]] },
];

/** with fewer tokens the additions cost more than an eighth of the multiplications. */
const fewestTokens = 64;

/** whether halving pays, and whether it can be: the kernels take 8 columns at a time. */
export function canHalve(tokens: number, depth: number): boolean {
  return tokens >= fewestTokens && depth % 16 === 0;
}

/**
 * what the seven products take of a batch's inputs, which serves all blocks of weights.
 * @param inputs [tokens / 2][2 depth], as the kernels want them; tokens a multiple of 4, depth of 16
 */
export function halveInputs(arena: Arena, inputs: Block, tokens: number, depth: number): Block[] {
  // half of the pairs, and half of what a pair has
  const [height, width] = [tokens / 4, depth];
  const stride = width * 4;
  const quarter = (q: Quarter) => part(inputs, q & 1, height, q >> 1, width);
  let address = arena.inputSums;
  return products.map(({ x }) => {
    if (x.length === 1) return quarter(x[0]);
    const sum = { address, stride };
    add(arena, quarter(x[0]), x[1], quarter(x[2]), height, width, sum);
    address += height * stride;
    return sum;
  });
}

/** y[token][row] += the product of a whole block of weights with what `halveInputs` made of the inputs. */
export function multiplyHalved(
  arena: Arena,
  weights: Block,
  inputs: readonly Block[],
  tokens: number,
  depth: number,
  y: Block,
): void {
  const [rows, height, width] = [blockRows / 2, tokens / 2, depth / 2];
  const quarter = (q: Quarter) => part(weights, q >> 1, rows, q & 1, width);
  const sum = { address: arena.weightSum, stride: width * 4 };
  const product = { address: arena.product, stride: rows * 4 };
  products.forEach(({ w, y: results }, i) => {
    let left = quarter(w[0]);
    if (w.length !== 1) {
      add(arena, left, w[1], quarter(w[2]), rows, width, sum);
      left = sum;
    }
    multiplyBlock(arena, left, rows, inputs[i], height, width, product, false);
    for (const [sign, q] of results) {
      const result = part(y, q & 1, height, q >> 1, rows);
      add(arena, result, sign, product, height, rows, result);
    }
  });
}

/** y[token][row] = the product of a block of weights with inputs, or += it. */
export function multiplyBlock(
  { kernels }: Arena,
  w: Block,
  rows: number,
  x: Block,
  tokens: number,
  depth: number,
  y: Block,
  accumulate: boolean,
): void {
  kernels.multiplyBlock(
    w.address,
    w.stride,
    rows,
    x.address,
    x.stride,
    tokens / 2,
    depth,
    y.address,
    y.stride,
    accumulate,
  );
}

/** the first or second half of a block's rows and columns, which are `height` and `width` to a half. */
function part(block: Block, lower: number, height: number, right: number, width: number): Block {
  const { address, stride } = block;
  return { address: address + lower * height * stride + right * width * 4, stride };
}

/** out = a + b or a - b, of [rows][columns]. */
function add(
  { kernels }: Arena,
  a: Block,
  sign: Sign,
  b: Block,
  rows: number,
  columns: number,
  out: Block,
): void {
  const isNegative = sign === "-";
  kernels.combine(
    a.address,
    a.stride,
    b.address,
    b.stride,
    isNegative,
    rows,
    columns,
    out.address,
    out.stride,
  );
}
