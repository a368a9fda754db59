/**
 * Which addresses a vendor may be able to call.
 *
 * Never: asked of the network.
 */
import { describe, expect, it } from "vitest";

import { isPublic } from "./reach";

describe("an address", () => {
  it.each([
    "https://baton.example.com",
    "https://baton.example.com:8443/x",
    "https://93.184.216.34",
    "https://172.32.0.1",
    "https://100.128.0.1",
    "https://[2606:4700::1111]",
  ])("can be called: %s", (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    "http://baton.example.com",
    "http://localhost:8080",
    "https://localhost",
    "https://baton",
    "https://baton.local",
    "https://baton.Internal",
    "https://10.1.2.3",
    "https://127.0.0.1",
    "https://169.254.1.1",
    "https://172.20.0.1",
    "https://192.168.1.10",
    "https://100.64.0.1",
    "https://[::1]",
    "https://[fe80::1]",
    "https://[fd00::1]",
  ])("can't be called: %s", (address) => {
    expect(isPublic(address)).toBe(false);
  });
});
