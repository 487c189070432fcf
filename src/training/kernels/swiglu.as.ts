import { exp } from "../../engine/simd/kernels/activation.as";

/** out = silu(gate) × up, n numbers, a multiple of 4; silu(z) = z σ(z) = z / (1 + e⁻ᶻ). */
export function swiglu(gate: usize, up: usize, out: usize, n: i32): void {
  const one = f32x4.splat(1);
  const end = gate + (<usize>n << 2);
  do {
    const z = v128.load(gate);
    const silu = f32x4.div(z, f32x4.add(one, exp(f32x4.neg(z))));
    v128.store(out, f32x4.mul(silu, v128.load(up)));
    gate += 16;
    up += 16;
    out += 16;
  } while (gate < end);
}

/** The backward pass: dGate = dOut × up × σ(z) (1 + z (1 - σ(z))), dUp = dOut × silu(z), for z = gate. */
export function swigluBackward(dOut: usize, gate: usize, up: usize, dGate: usize, dUp: usize, n: i32): void {
  const one = f32x4.splat(1);
  const end = gate + (<usize>n << 2);
  do {
    const z = v128.load(gate), d = v128.load(dOut);
    const sigma = f32x4.div(one, f32x4.add(one, exp(f32x4.neg(z))));
    const slope = f32x4.mul(sigma, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, sigma))));
    v128.store(dGate, f32x4.mul(f32x4.mul(d, v128.load(up)), slope));
    v128.store(dUp, f32x4.mul(d, f32x4.mul(z, sigma)));
    dOut += 16;
    gate += 16;
    up += 16;
    dGate += 16;
    dUp += 16;
  } while (gate < end);
}
