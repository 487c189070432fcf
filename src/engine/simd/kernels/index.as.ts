export { swiglu } from "./activation.as";
export { attend } from "./attention.as";
export { interleave, multiplyInterleaved, multiplyRows, splitEvenOdd } from "./bfloat16.as";
export { multiplyPanels, multiplyPanelsByVector, packBfloat16, splat } from "./gemm.as";
export { readMemory } from "./memory.as";
