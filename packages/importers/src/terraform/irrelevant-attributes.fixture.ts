/** Attributes that no importer reads on purpose, by why: `*` stands for anything. */
export const IRRELEVANT: Readonly<Record<string, string>> = {
  'words for people, and what Terraform itself is told to do': `
    *.description *.name_prefix *_name_prefix *.tags *.*.tags *.*.tags_all *.tag *.tag.* *.force_destroy
    *.skip_destroy *.apply_immediately *.update_token *.capacity *.force_delete *.existing_default_*
    *.revoke_rules_on_delete *.*_protection *.*.delete_on_termination *.*_on_change
    *.replace_existing_association *.allow_reassociation *.triggers *.*_on_destroy *.replacement_*`,
  'other names of the thing itself, of what it was made from, or of when': `
    *.arn *.*_arn *.*.arn *.*.*_arn *.arn_suffix *.id *.zone_id *.version *.created_at *.created_by *.status
    *.state_message *.association_id *.*_association_id *.attachment_id *.original_* *.mac_address *.owner_id
    *.*owner_account_id *.owner_account *.prefix_list_owner_id *.vpc_owner_id *.origin *.aws_device
    *.security_group_rule_id *.vpc_endpoint_association_id *.number_of_associations *.resource_id
    *.resource_type *.instance_owner_id aws_ec2_client_vpn_route.type`,
  'what is worked out of other resources that are read': `
    aws_ec2_transit_gateway_route_table.default_* *.load_balancer_arns *.source_security_group* *.edges
    *.segments aws_vpc_endpoint_connection_accepter.* aws_vpc_endpoint_service.service_type
    aws_vpc_endpoint_service.state *.manages_vpc_endpoints *.requester_managed *.host_vpc_id
    aws_ec2_client_vpn_network_association.vpc_id aws_ec2_instance_connect_endpoint.vpc_id
    aws_ec2_instance_connect_endpoint.availability_zone *.member_clusters
    *.firewall_status_transit_gateway_attachment_sync_states *.transit_gateway_attachment_id *.vpc_identifier
    aws_elasticache_subnet_group.vpc_id aws_efs_mount_target.availability_zone* *.attachment_type
    *.attachment_policy_rule_number aws_vpc_encryption_control.state
    aws_ec2_transit_gateway_connect_peer.bgp_transit_gateway_addresses`,
  'how names of hosts are found: verdicts are of addresses': `
    *.enable_dns_* *.dns_support *.*.dns_support *.private_dns* *.public_dns *.ptr_record *.*dns_name
    *.domain_name* *.enable_resource_name_dns_* *.dhcp_options_id *.dns_servers *.dns_options*
    *.dns_record_client_routing_policy *.private_dns_name_options* *.allow_remote_vpc_dns_resolution *.accepter
    *.requester aws_vpc_dhcp_options* aws_vpc_peering_connection_options* *.domain_endpoint_v2_hosted_zone_id
    *.hosted_zone_id`,
  'which address out of a pool AWS takes: one stands for all of a subnet, and of the internet': `
    *.*ipam_pool* *.*ipv4_netmask_length *.*ipv6_netmask_length *.*network_border_group *.public_ipv4_pool
    *.ipv6_pool *.ip_source *.ipv6_address_attribute *.assign_generated_ipv6_cidr_block *.domain
    *.secondary_private_ip_address_count *.private_ips_count *.*prefix_count *.*list_enabled
    *.secondary_ips_auto_assigned_per_subnet *.auto_scaling_ips *.regional_nat_gateway_auto_mode
    *.enable_network_address_usage_metrics`,
  'Outposts, Wavelength and local zones: paths through their gateways are unknown in any case': `
    *.customer_owned_* *.carrier_ip *.map_customer_owned_ip_on_launch *.enable_lni_at_device_index *.outpost_*
    *.*_outpost_arn`,
  'hardware, hours, keys and copies of what runs on it': `
    *.instance_tenancy *.tenancy *.network_card_index *.*.network_card_index
    *.*jumbo_frame_capable aws_dx_*.mtu aws_dx_connection.* aws_dx_lag.* *.bgp_auth_key *.enable_acceleration
    *.tunnel*_phase* *.tunnel*_dpd_* *.tunnel*_re* *.tunnel*_ike_versions *.tunnel*_startup_action
    *.tunnel*_log_options* *.tunnel*_preshared_key *.tunnel_bandwidth *.tunnel*_enable_tunnel_lifecycle_control
    *.preshared_key_storage *.tunnel*_bgp_* *.tunnel*_inside_address *.customer_gateway_configuration
    aws_networkfirewall_*.encryption_configuration* aws_networkfirewall_firewall.enabled_analysis_types
    aws_networkfirewall_*.ip_address_type`,
  'what a firewall does beside letting packets pass, and what it reads in payload': `
    *.*custom_action* *.*flow_timeouts *.*deep_threat_inspection
    aws_networkfirewall_tls_inspection_configuration* *.rule_group_rules_source_rules_source_list_struct*`,
  'what balancers do with payload, and with targets that are ill': `
    aws_lb_listener.routing_http_* aws_lb_listener.mutual_authentication* *.*authenticate_* *.*fixed_response*
    *.*redirect* *.*jwt_validation* *.*stickiness* *.alpn_policy *.ssl_policy *.transform* *.condition_h*
    *.condition_p* *.condition_q* *.action.order *.default_action.order *.tcp_idle_timeout_seconds
    *.client_keep_alive *.desync_mitigation_mode *.drop_invalid_header_fields aws_lb.enable_* aws_lb.xff_*
    aws_lb.preserve_host_header *.idle_timeout *.*_logs *.*_logs.* *.minimum_load_balancer_capacity*
    *.connection_draining* *.connection_termination *.deregistration_delay *.lambda_multi_value_headers_enabled
    *.load_balancing_algorithm_type *.load_balancing_anomaly_mitigation *.proxy_protocol_v2 *.slow_start
    *.target_control_port *.target_failover* *.target_group_health* *.target_health_state* *.health_check.*
    *.ssl_certificate_id *.*.ssl_certificate_id`,
  'who may ask for it, not what reaches it': `
    *.policy aws_vpc_endpoint_policy* aws_ram_* *.authentication_options*
    *.client_*_options* *.self_service_portal* *.session_timeout_hours *.disconnect_on_session_timeout
    *.transport_protocol *.vpn_port *.connection_log_options* aws_dx_gateway_association_proposal*
    aws_dx_gateway_association.* aws_dx_gateway.*
    aws_networkfirewall_firewall_transit_gateway_attachment_accepter.*`,
  'not modelled, and unknown where a path leads there': `
    *.multicast_support *.encryption_support aws_vpclattice_* *.base_policy_* *.create_base_policy
    *.global_network_id aws_vpc_encryption_control.* *.persist_routes* *.sns_notifications_enabled
    aws_route53_resolver_endpoint.direction *.protocols *.ipv6_native`,
  'records of what passed': `
    aws_flow_log.deliver_cross_account_role aws_flow_log.iam_role_arn aws_flow_log.log_* aws_flow_log.destination_options*
    aws_flow_log.max_aggregation_interval`,
  'what runs on it, and how it is kept: where it listens, and behind which groups, is read': `
    aws_instance.* aws_launch_template.* aws_launch_configuration.* aws_autoscaling_group.*
    aws_lambda_function.* aws_ecs_service.* aws_eks_cluster.* aws_eks_node_group.* aws_db_instance.*
    aws_db_subnet_group.* aws_rds_cluster.* aws_elasticache_cluster.* aws_elasticache_replication_group.*
    aws_redshift_cluster.* aws_opensearch_domain.* aws_msk_cluster.* aws_efs_mount_target.*`,
};

/** What bears on packets in types of which nearly everything is irrelevant: these a family must read. */
export const BEARING: Readonly<Record<string, string>> = {
  aws_instance: `
    subnet_id private_ip secondary_private_ips ipv6_addresses ipv6_address_count vpc_security_group_ids
    security_groups associate_public_ip_address source_dest_check network_interface
    network_interface.network_interface_id launch_template launch_template.id launch_template.name
    primary_network_interface public_ip instance_state enable_primary_ipv6`,
  aws_launch_template: `
    vpc_security_group_ids security_group_names network_interfaces network_interfaces.subnet_id
    network_interfaces.security_groups network_interfaces.associate_public_ip_address
    network_interfaces.ipv6_address_count network_interfaces.private_ip_address`,
  aws_launch_configuration: `
    security_groups associate_public_ip_address`,
  aws_autoscaling_group: `
    vpc_zone_identifier target_group_arns load_balancers launch_template launch_configuration
    mixed_instances_policy traffic_source traffic_source.identifier traffic_source.type launch_template.id
    launch_template.name`,
  aws_lambda_function: `
    vpc_config vpc_config.subnet_ids vpc_config.security_group_ids vpc_config.ipv6_allowed_for_dual_stack`,
  aws_ecs_service: `
    network_configuration network_configuration.subnets network_configuration.security_groups
    network_configuration.assign_public_ip load_balancer load_balancer.target_group_arn
    load_balancer.container_port`,
  aws_eks_cluster: `
    vpc_config vpc_config.subnet_ids vpc_config.security_group_ids vpc_config.endpoint_public_access
    vpc_config.endpoint_private_access vpc_config.public_access_cidrs endpoint`,
  aws_eks_node_group: `
    subnet_ids cluster_name launch_template`,
  aws_db_instance: `
    db_subnet_group_name vpc_security_group_ids port engine publicly_accessible availability_zone address
    identifier`,
  aws_db_subnet_group: `
    name subnet_ids`,
  aws_rds_cluster: `
    db_subnet_group_name vpc_security_group_ids port engine endpoint reader_endpoint`,
  aws_elasticache_cluster: `
    subnet_group_name security_group_ids port engine cluster_address`,
  aws_elasticache_replication_group: `
    subnet_group_name security_group_ids port engine primary_endpoint_address reader_endpoint_address
    configuration_endpoint_address`,
  aws_redshift_cluster: `
    cluster_subnet_group_name vpc_security_group_ids port publicly_accessible dns_name`,
  aws_opensearch_domain: `
    vpc_options vpc_options.subnet_ids vpc_options.security_group_ids endpoint`,
  aws_msk_cluster: `
    broker_node_group_info broker_node_group_info.client_subnets broker_node_group_info.security_groups`,
  aws_efs_mount_target: `
    subnet_id security_groups ip_address ipv6_address ip_address_type file_system_id network_interface_id`,
};
