import { setDefaultTimeout } from "bun:test";

// tests start the program many times over; on a busy machine one of them may take longer than bun's five seconds
setDefaultTimeout(60_000);
