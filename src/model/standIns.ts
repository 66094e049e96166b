/** What stands for each nonlinearity where a network is taken for linear. */
export interface StandIns {
  /**
   * `identity`: slope 1. `half`: the mean of the slopes on both sides, 1/2 for a ReLU. `true`: the
   * slope at the given activations; local response normalization then has its own gradient, and
   * else its value at rest, the factor `bias^−beta`.
   */
  relu: 'identity' | 'half' | 'true'
  /** `average`: the mean of the window's positions, padding left out. `true`: the position that is largest. */
  maxPool: 'average' | 'true'
}
