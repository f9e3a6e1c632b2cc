import { compact, utf8 } from "./compact.js";

/** One version of the `rsa` crate. */
export const rsa = ({ initSync, Signer }) =>
  function load({ pem }, module) {
    initSync({ module });
    const signer = new Signer(pem);
    return (signingInput) => compact(signingInput, signer.sign(utf8(signingInput)));
  };
