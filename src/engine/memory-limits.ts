/** Bytes of a page of WebAssembly memory. */
export const pageBytes = 65_536;

/** The most pages a WebAssembly memory can have. */
export const mostPages = 65_536;

/** Bytes of a WebAssembly memory that are used at most; the last page is left out so that every end fits 32 bits. */
export const largestMemory = (mostPages - 1) * pageBytes;

/** Buffers begin on cache lines, so that ranks do not write to the same line (false sharing). */
export const cacheLine = 64;
