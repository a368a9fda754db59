/**
 * Whether an address can be called from the internet, as far as the address itself tells.
 *
 * Never: certain; a firewall stands in no address.
 */
const OWN_NAMES =
  /(?:^|\.)(?:localhost|local|internal|lan|home|corp|intranet|test|invalid|home\.arpa)$/;
const FOUR = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/;
/** Of version 6: loopback, link-local, unique local. */
const OWN_SIX = /^\[(?:::1?\]|fe[89ab]|f[cd])/;

/** Vendors call by https and by a name that everybody can look up. */
export function isPublic(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" && !isOwn(hostname.toLowerCase());
}

function isOwn(host: string): boolean {
  if (host.startsWith("[")) return OWN_SIX.test(host);
  const four = FOUR.exec(host);
  if (four !== null) return isOwnFour(Number(four[1]), Number(four[2]));
  return !host.includes(".") || OWN_NAMES.test(host);
}

const [SHARED_FROM, SHARED_TO] = [64, 127];
const [PRIVATE_FROM, PRIVATE_TO] = [16, 31];

function isOwnFour(first: number, second: number): boolean {
  switch (first) {
    case 0:
    case 10:
    case 127:
      return true;
    case 100:
      return second >= SHARED_FROM && second <= SHARED_TO;
    case 169:
      return second === 254;
    case 172:
      return second >= PRIVATE_FROM && second <= PRIVATE_TO;
    case 192:
      return second === 168;
    default:
      return false;
  }
}
