// Imported when it is needed: it draws random numbers while it loads, and workerd refuses them
// outside of requests.
export async function load({ pem }) {
  const { hextob64u, KEYUTIL, KJUR } = await import("jsrsasign");
  const key = KEYUTIL.getKey(pem);
  return (signingInput) => {
    const signature = new KJUR.crypto.Signature({ alg: "SHA256withRSA" });
    signature.init(key);
    signature.updateString(signingInput);
    return `${signingInput}.${hextob64u(signature.sign())}`;
  };
}
