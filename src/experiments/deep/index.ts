/** Deep networks, every layer measured: the experiments, and the plans that others train by. */
export { evaluateNetwork } from "./evaluateNetwork.js";
export { cubedNetworks, fig3Linear, fig3Nonlinear, linearNetworks } from "./fig3.js";
export { autoencoders, fig4Nonlinear } from "./fig4Nonlinear.js";
export { categoryNetworks, fig11 } from "./fig11.js";
export { pureNetwork, pureNetworkCost } from "./pureNetwork.js";
export { type NetworkSettings, type NetworkStudy, networkPlan } from "./study.js";
