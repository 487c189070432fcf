export { add } from "./add.as";
export { multiply } from "./gemm.as";
export { rmsNorm, rmsNormBackward } from "./norm.as";
export { adamw, sumShards } from "./optimizer.as";
export { rotate } from "./rotate.as";
export { causalSoftmax, largestOf, softmax, softmaxBackward } from "./softmax.as";
export { swiglu, swigluBackward } from "./swiglu.as";
export { transpose } from "./transpose.as";
