export { swiglu } from "./activation.as";
export { attend } from "./attention.as";
export { interleave, multiplyInterleaved, multiplyRows, splitEvenOdd } from "./bfloat16.as";
export { multiplyBlock, multiplyFloats, widen } from "./gemm.as";
export { readMemory } from "./memory.as";
