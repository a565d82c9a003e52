import { describe, expect, it } from 'vitest';
import { samePorts, sliceAt, slicePorts, zipSlices } from './port-slices.ts';

describe('slices of ports', () => {
  it('cover every port once', () => {
    expect(samePorts('x')).toEqual([{ from: 0, to: 65_536, value: 'x' }]);
    expect(slicePorts([0, 80, 81, 80, 65_536], (port) => port === 80)).toEqual([
      { from: 0, to: 80, value: false },
      { from: 80, to: 81, value: true },
      { from: 81, to: 65_536, value: false },
    ]);
  });
  it('are joined where neighbours are alike', () => {
    expect(slicePorts([10, 20], () => 1)).toEqual(samePorts(1));
  });
  it('give the value of a port', () => {
    const slices = slicePorts([80], (port) => port);
    expect([0, 79, 80, 65_535].map((port) => sliceAt(slices, port))).toEqual([0, 0, 80, 80]);
  });
  it('are combined port by port', () => {
    const low = slicePorts([10], (port) => (port < 10 ? 1 : 0));
    const high = slicePorts([20], (port) => (port < 20 ? 0 : 2));
    expect(zipSlices(low, high, (a, b) => a + b)).toEqual([
      { from: 0, to: 10, value: 1 },
      { from: 10, to: 20, value: 0 },
      { from: 20, to: 65_536, value: 2 },
    ]);
  });
});
