/** params.json of the demo model: everything that Llama 3.1 has, in two million parameters. */
export function demoParams(vocabSize: number) {
  return {
    dim: 192,
    n_layers: 5,
    n_heads: 6,
    n_kv_heads: 2,
    vocab_size: vocabSize,
    ffn_dim_multiplier: 0.75,
    multiple_of: 32,
    norm_eps: 1e-5,
    rope_theta: 500_000,
    use_scaled_rope: true,
    max_seq_len: 512,
  };
}
