import { createInterface } from "node:readline";

/** what a person typed, or that they want to leave: Ctrl-D ends, Ctrl-C interrupts. */
export type Reply = { readonly text: string } | { readonly leave: "end" | "interrupt" };

/**
 * asks for a line at the terminal, with line editing and the earlier lines at the arrow keys. a backslash at the end
 * means that the line goes on.
 * @param history the newest line first; the new one is added
 */
export async function ask(question: string, history: string[] = []): Promise<Reply> {
  const lines: string[] = [];
  for (;;) {
    const reply = await askLine(lines.length === 0 ? question : "... ", history);
    if ("leave" in reply) return reply;
    if (!reply.text.endsWith("\\")) return { text: [...lines, reply.text].join("\n") };
    lines.push(reply.text.slice(0, -1));
  }
}

function askLine(question: string, history: string[]): Promise<Reply> {
  return new Promise((resolve) => {
    const reader = createInterface({
      input: process.stdin,
      output: process.stderr,
      terminal: true,
      history: [...history],
    });
    // the answer's way out must not be taken by the "close" that follows it
    const finish = (reply: Reply): void => {
      resolve(reply);
      reader.close();
    };
    reader.on("SIGINT", () => finish({ leave: "interrupt" }));
    reader.on("close", () => resolve({ leave: "end" }));
    reader.question(question, (text) => {
      if (text.trim() !== "") history.unshift(text);
      finish({ text });
    });
  });
}
