/** How an engine's relaxed multiply-add rounds, asked by a module that has nothing of edgemint's in it. */

/**
 *     (func (export "m") (param f64 f64 f64) (result f64)
 *       (f64x2.extract_lane 0 (f64x2.relaxed_madd
 *         (f64x2.splat (local.get 0)) (f64x2.splat (local.get 1)) (f64x2.splat (local.get 2)))))
 */
export const multiplyAdd = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7c, 0x7c, 0x7c, 0x01, 0x7c], // type 0: three f64 to one
  ...[0x03, 0x02, 0x01, 0x00], // function 0 has type 0
  ...[0x07, 0x05, 0x01, 0x01, 0x6d, 0x00, 0x00], // and is exported as "m"
  ...[0x0a, 0x16, 0x01, 0x14, 0x00], // its code: 20 bytes, no locals
  ...[0x20, 0x00, 0xfd, 0x14, 0x20, 0x01, 0xfd, 0x14, 0x20, 0x02, 0xfd, 0x14], // local.get, f64x2.splat
  ...[0xfd, 0x87, 0x02, 0xfd, 0x21, 0x00, 0x0b], // f64x2.relaxed_madd, f64x2.extract_lane 0, end
);

/**
 * (1 + t)(1 - t) - 1 for t = 2^-52: -2^-104 where it is rounded once, 0 where the product is rounded as well.
 *
 * @param {WebAssembly.Module} module of the bytes above
 * @returns {"once" | "twice"}
 */
export function rounds(module) {
  const { m } = new WebAssembly.Instance(module).exports;
  const result = m(1 + 2 ** -52, 1 - 2 ** -52, -1);
  if (result === 0) return "twice";
  if (result === -(2 ** -104)) return "once";
  throw new Error(`a multiply-add that gives ${result}`);
}
