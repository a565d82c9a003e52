/** Whether a type, as CloudFormation and AWS Config call it, bears on what reaches what. */
export function bearsOnNetworks(type: string): boolean {
  return NETWORKS.test(type);
}

const NETWORKS =
  /^AWS::(?:EC2::(?!Volume|KeyPair|SpotFleet|Host|Placement|CapacityRes|DHCPOptions|VPCDHCP|IPAM|LaunchTemplate|Snapshot|EnclaveC|Network(?:Insights|Performance)|VPCEndpoint(?:Connection|ServicePerm))|ElasticLoadBalancing|NetworkFirewall::(?:Firewall|Rule|Vpc)|NetworkManager::(?!Global|Device|Link|Site|Customer)|DirectConnect|Route53Resolver::ResolverEndpoint|VpcLattice|GlobalAccelerator)/i;
