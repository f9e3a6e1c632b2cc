import { Failure } from "../failure.js";

/**
 * Google does not say what it forgives. edgemint dates an assertion back by 10 s, and corrects itself where the
 * endpoint complains, so that less than this is never why there is no token.
 */
const MOST_SECONDS = 60;

/** This machine's clock agrees with the endpoint's, by the Date header of its answer. */
export async function checkClock({ answered: { before, after, date } }) {
  if (Number.isNaN(date)) return { says: "the endpoint does not say what time it is", skipped: true };
  // Somewhere within that second, at some time between.
  const off = Math.round(((before + after) / 2 - (date + 500)) / 1000);
  const difference = `${Math.abs(off)} s ${off < 0 ? "behind" : "ahead of"} the token endpoint's`;
  if (Math.abs(off) > MOST_SECONDS) throw wrong(difference);
  return { says: Math.abs(off) > 1 ? difference : "agrees with the token endpoint's" };
}

const wrong = (difference) =>
  new Failure(`This machine's clock is ${difference}.`, {
    code: "wrong_clock",
    remedy:
      "Set the clock, and let it be kept by NTP. edgemint corrects itself for it where Google complains, at the price " +
      "of a second request; other programs get no token.",
  });
