// Far more than the caches hold
const bytes = 2 ** 28;

/** Makes an array that is far larger than the caches. The function returned reads it once and returns its bytes. */
export function prepareMemoryRead(): () => number {
  // Pages that were never written are all mapped to one page of zeros
  const numbers = new Float64Array(bytes / 8).fill(1);
  return () => {
    let sums = 0;
    for (let i = 0; i < numbers.length; i++) sums += numbers[i];
    // The sum is used, so that the loop is not optimised away
    return sums > 0 ? bytes : 0;
  };
}
