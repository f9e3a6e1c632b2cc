/** The value that a share of the samples does not exceed, between neighbours where it falls between. */
export function quantile(samples, share) {
  if (samples.length === 0) return null;
  const sorted = samples.toSorted((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (samples) => quantile(samples, 0.5);
