/** The element types of weights that the program computes with. Activations are always float32. */
export type DType = "bfloat16" | "float16" | "float32";

/** Bytes of one element. */
export const bytesPerElement: Record<DType, number> = { bfloat16: 2, float16: 2, float32: 4 };

/** Elements as they are stored in a file: 16-bit patterns for bfloat16 and float16, values for float32. */
export type Elements = Uint16Array | Float32Array;
