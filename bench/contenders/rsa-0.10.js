import { initSync, Signer } from "../../target/bench/crates/rsa-0.10/signer.js";
import { rsa } from "./rsa.js";

export const load = rsa({ initSync, Signer });
