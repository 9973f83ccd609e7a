// An authenticator app: time-based codes of six digits (RFC 6238 with SHA-1 and half a minute).
import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HALF_A_MINUTE = 30_000;

/** The bytes of a secret as people type it: base 32 in groups. */
function bytes(secret) {
  const bits = [...secret.replace(/\s/g, "")].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** The code that the app shows, or will show after some half minutes: no code is taken twice. */
export function code(secret, later = 0) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / HALF_A_MINUTE) + later));
  const digest = createHmac("sha1", bytes(secret)).update(step).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** The secret that a page shows for typing. */
export const secretOn = async (page) => (await page.locator("form ol code").textContent()).trim();

/** Sets up an authenticator on the page that asks for it, and returns its secret. */
export async function setUpPhone(page, password) {
  const secret = await secretOn(page);
  if (password) await page.getByLabel("Current password", { exact: true }).fill(password);
  await page.getByLabel("Code", { exact: true }).fill(code(secret));
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  return secret;
}
