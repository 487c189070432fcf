import { sum } from "./lanes.as";

/**
 * Adds up the gradients of all shards into the first, always in the same order. `shardBytes` from one shard's to the
 * next; n a multiple of 4. @returns the sum of the squares of the result
 */
export function sumShards(gradients: usize, shardBytes: usize, shards: i32, n: i32): f32 {
  let squares = f32x4.splat(0);
  const end = gradients + (<usize>n << 2);
  do {
    let total = v128.load(gradients);
    let at = gradients;
    for (let shard = 1; shard < shards; shard++) {
      at += shardBytes;
      total = f32x4.add(total, v128.load(at));
    }
    v128.store(gradients, total);
    squares = f32x4.add(squares, f32x4.mul(total, total));
    gradients += 16;
  } while (gradients < end);
  return sum(squares);
}

/**
 * A step of AdamW, n numbers, a multiple of 4:
 *
 *     g = clip × gradient,  m = β₁ m + (1 - β₁) g,  v = β₂ v + (1 - β₂) g²
 *     w = keep × w - rate × m / (√v × root + eps)
 *
 * `keep` = 1 - learning rate × weight decay; `rate` = learning rate / (1 - β₁ᵗ); `root` = 1 / √(1 - β₂ᵗ).
 */
export function adamw(
  w: usize, gradient: usize, m: usize, v: usize, n: i32,
  clip: f32, beta1: f32, beta2: f32, keep: f32, rate: f32, root: f32, eps: f32,
): void {
  const b1 = f32x4.splat(beta1), c1 = f32x4.splat(1 - beta1), b2 = f32x4.splat(beta2), c2 = f32x4.splat(1 - beta2);
  const end = w + (<usize>n << 2);
  do {
    const g = f32x4.mul(v128.load(gradient), f32x4.splat(clip));
    const newM = f32x4.add(f32x4.mul(v128.load(m), b1), f32x4.mul(g, c1));
    const newV = f32x4.add(f32x4.mul(v128.load(v), b2), f32x4.mul(f32x4.mul(g, g), c2));
    v128.store(m, newM);
    v128.store(v, newV);
    const below = f32x4.add(f32x4.mul(f32x4.sqrt(newV), f32x4.splat(root)), f32x4.splat(eps));
    const change = f32x4.div(f32x4.mul(newM, f32x4.splat(rate)), below);
    v128.store(w, f32x4.sub(f32x4.mul(v128.load(w), f32x4.splat(keep)), change));
    w += 16;
    gradient += 16;
    m += 16;
    v += 16;
  } while (w < end);
}
