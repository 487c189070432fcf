/** A source of numbers from 0 up to, not including, 1: what `createRandom` gives. */
export type Random = () => number;

/** An integer from 0 up to, not including, `below`. */
export function below(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** True with this probability. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

/** One of a list, each equally likely. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[below(random, list.length)];
}

/** One of a list of [weight, value], by weight. */
export function pickWeighted<T>(random: Random, list: readonly (readonly [weight: number, value: T])[]): T {
  let left = random() * list.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, value] of list) {
    left -= weight;
    if (left < 0) return value;
  }
  return list[list.length - 1][1];
}

/** So many different ones of a list, in an order of their own (Fisher and Yates, as far as needed). */
export function pickSome<T>(random: Random, list: readonly T[], count: number): T[] {
  const rest = [...list];
  const last = Math.min(count, rest.length);
  for (let i = 0; i < last; i++) {
    const j = i + below(random, rest.length - i);
    [rest[i], rest[j]] = [rest[j], rest[i]];
  }
  return rest.slice(0, last);
}
