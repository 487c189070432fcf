/**
 * eˣ of each lane, to about 1 unit in the last place; 0 far below, infinity far above. x is n ln 2 + r with |r| ≤ ln 2 / 2:
 * eʳ by the polynomial of the Cephes library (S. Moshier), and 2ⁿ written straight into the exponent, in two halves so
 * that neither overflows before the product does.
 */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function exp(x: v128): v128 {
  // pmin and pmax are one instruction each on x64, min and max several; NaN passes through, as x comes first
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  // ln 2 in two parts, of which the first has few bits, so that its product with n is exact
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** gate = silu(gate) × up for n values. The values after them are not changed. */
export function swiglu(gate: usize, up: usize, n: i32): void {
  const one = f32x4.splat(1);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const z = v128.load(gate);
    const silu = f32x4.div(z, f32x4.add(one, exp(f32x4.neg(z))));
    v128.store(gate, f32x4.mul(silu, v128.load(up)));
    gate += 16;
    up += 16;
  }
  for (; i < n; i++) {
    const z = v128.load32_splat(gate);
    const silu = f32x4.div(z, f32x4.add(one, exp(f32x4.neg(z))));
    store<f32>(gate, f32x4.extract_lane(f32x4.mul(silu, v128.load32_splat(up)), 0));
    gate += 4;
    up += 4;
  }
}
