/** A probability or a share, as a percentage with about two digits that count; 100% is exact. */
export function percent(share: number): string {
  const hundredths = share * 100;
  if (hundredths === 0 || hundredths === 100) return `${hundredths}%`;
  if (hundredths < 0.01) return "<0.01%";
  if (hundredths > 99.99) return ">99.99%";
  if (hundredths > 99.5) return `${hundredths.toFixed(hundredths > 99.9 ? 2 : 1)}%`;
  return `${hundredths.toFixed(hundredths < 1 ? 2 : hundredths < 9.95 ? 1 : 0)}%`;
}

/** A share as a whole percentage, for places where many stand together. */
export function wholePercent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

/** A number with its sign. */
export function signed(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  // What is rounded to 0 has no sign
  return Number(text) === 0 ? (0).toFixed(digits) : value > 0 ? `+${text}` : text;
}

/** A number with about four digits that count. */
export function decimal(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
}

/** A whole number with commas between thousands. */
export function whole(value: number): string {
  return value.toLocaleString("en");
}

/** A time in the unit that suits it. */
export function duration(seconds: number): string {
  if (seconds < 1e-3) return `${(seconds * 1e6).toFixed(0)} µs`;
  if (seconds < 1) return `${(seconds * 1e3).toFixed(seconds < 1e-2 ? 2 : 1)} ms`;
  return `${seconds.toFixed(2)} s`;
}

const bars = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar to the right, in eighths of a column: what is not 0 has at least one. @param columns its length */
export function bar(columns: number): string {
  const eighths = Math.round(columns * 8);
  if (eighths <= 0) return columns > 0 ? bars[0] : "";
  return "█".repeat(Math.floor(eighths / 8)) + (bars[(eighths % 8) - 1] ?? "");
}

const levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A share from 0 to 1 as the height of one character. */
export function level(share: number): string {
  return levels[Math.min(levels.length - 1, Math.max(0, Math.floor(share * levels.length)))];
}
