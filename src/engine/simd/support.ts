// (module (func (result v128) (i8x16.splat (i32.const 0))))
const smallestSimdModule = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // magic, version
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // types: one function that gives a v128
  ...[3, 2, 1, 0], // functions: one of that type
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 15, 11], // code
);

/** Whether WebAssembly SIMD works here. JavaScriptCore needs AVX for it, which x64 processors have had since 2011. */
export function hasSimd(): boolean {
  return WebAssembly.validate(smallestSimdModule);
}
