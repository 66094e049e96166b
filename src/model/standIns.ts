/** What stands for each nonlinearity where a network is taken for linear. */
export interface StandIns {
  /**
   * `identity`: slope 1. `half`: the mean of the slopes far on both sides, 1/2 for a ReLU; the slope at zero for one
   * that is flat on both. `true`: the slope at the given activations; local response normalization then has its own
   * gradient, and else its value at rest, the factor `bias^−beta`. A factor that the network computes for itself
   * counts as 1 unless `true`.
   */
  relu: 'identity' | 'half' | 'true'
  /** `average`: the mean of the window's positions, padding left out. `true`: the position that is largest. */
  maxPool: 'average' | 'true'
}
