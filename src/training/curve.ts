/** How a training stood after a step. All numbers are float32, so that a saved curve goes on as it was. */
export interface CurvePoint {
  /** Steps done. */
  readonly step: number;
  /** Tokens read. */
  readonly tokens: number;
  readonly learningRate: number;
  /** Mean loss per target since the point before, in nats. */
  readonly loss: number;
  /** Mean loss per target of what is held out, where it was measured. */
  readonly heldOut?: number;
}

/** The curve as comma-separated values, with a line of names. */
export function curveAsCsv(curve: readonly CurvePoint[]): string {
  const lines = curve.map(({ step, tokens, learningRate, loss, heldOut }) => {
    return [step, tokens, learningRate.toExponential(3), loss.toFixed(4), heldOut?.toFixed(4) ?? ""].join();
  });
  return ["step,tokens,learning_rate,loss,held_out_loss", ...lines, ""].join("\n");
}

const width = 640;
const height = 320;
const margin = { left: 48, right: 16, top: 16, bottom: 40 };
const ticks = 5;

/** The curve as a picture: losses on a logarithmic scale over the tokens read. */
export function curveAsSvg(curve: readonly CurvePoint[]): string {
  const measured = curve.flatMap(({ tokens, heldOut }) => (heldOut === undefined ? [] : [[tokens, heldOut]]));
  const losses = [...curve.map(({ loss }) => loss), ...measured.map(([, loss]) => loss)];
  const most = Math.max(...losses);
  const least = Math.min(...losses);
  const last = curve[curve.length - 1].tokens;
  const x = (tokens: number) => {
    return (margin.left + (tokens / last) * (width - margin.left - margin.right)).toFixed(1);
  };
  const y = (loss: number) => {
    const share = Math.log(most / loss) / Math.log(most / least);
    return (margin.top + share * (height - margin.top - margin.bottom)).toFixed(1);
  };
  const line = (points: readonly (readonly number[])[], colour: string) => {
    const path = points.map(([tokens, loss]) => `${x(tokens)},${y(loss)}`).join(" ");
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
  };
  const label = (at: string, from: string, text: string, anchor: string) => {
    return `<text x="${at}" y="${from}" text-anchor="${anchor}">${text}</text>`;
  };
  const steps = Array.from({ length: ticks }, (_, i) => i / (ticks - 1));
  const bottom = height - margin.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    "<title>the loss while the model was trained</title>",
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...steps.map((share) => {
      const loss = most * (least / most) ** share;
      return `${label(`${margin.left - 6}`, y(loss), loss.toFixed(2), "end")}<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(loss)}" y2="${y(loss)}" stroke="#ddd"/>`;
    }),
    ...steps.map((share) =>
      label(x(last * share), `${bottom + 16}`, `${((last * share) / 1e6).toFixed(1)} M`, "middle"),
    ),
    label(
      `${width / 2}`,
      `${bottom + 32}`,
      "tokens read; loss in nats per token: training blue, held out red",
      "middle",
    ),
    line(
      curve.map(({ tokens, loss }) => [tokens, loss]),
      "#3366cc",
    ),
    line(measured, "#cc3333"),
    "</svg>\n",
  ].join("\n");
}
