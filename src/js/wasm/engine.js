// Which of the two builds of the WebAssembly an engine can run.

/**
 * A module of one function, which an engine validates only if it has relaxed SIMD:
 *
 *     (func (param v128 v128 v128) (result v128)
 *       (f64x2.relaxed_madd (local.get 0) (local.get 1) (local.get 2)))
 */
const relaxedMultiplyAdd = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b], // type 0: three v128 to one
  ...[0x03, 0x02, 0x01, 0x00], // function 0 has type 0
  ...[0x0a, 0x0d, 0x01, 0x0b, 0x00], // its code: 11 bytes, no locals
  ...[0x20, 0x00, 0x20, 0x01, 0x20, 0x02], // local.get 0, 1, 2
  ...[0xfd, 0x87, 0x02, 0x0b], // f64x2.relaxed_madd, end
);

/**
 * The builds to try, best first. The modern one is small and signs fast, but only where the
 * engine's multiply-add rounds once; it checks that itself and says `signer_unsupported`. The
 * portable one runs everywhere.
 *
 * @template Build
 * @param {Build} modern
 * @param {Build} portable
 * @returns {Build[]}
 */
export const buildsFor = (modern, portable) =>
  WebAssembly.validate(relaxedMultiplyAdd) ? [modern, portable] : [portable];
