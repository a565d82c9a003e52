/** What `buildEstate` builds, as far as Terraform and an emulator of EC2 both know it. */
export function terraformEstate(endpoint: string, region: string): string {
  return `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "${region}"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  endpoints {
    ec2 = "${endpoint}"
    sts = "${endpoint}"
    iam = "${endpoint}"
  }
}

resource "aws_vpc" "shop" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "shop" }
}

resource "aws_vpc" "partners" {
  cidr_block = "10.1.0.0/16"
  tags       = { Name = "partners" }
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.shop.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "${region}a"
}

resource "aws_subnet" "app" {
  vpc_id            = aws_vpc.shop.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "${region}a"
}

resource "aws_subnet" "away" {
  vpc_id            = aws_vpc.partners.id
  cidr_block        = "10.1.0.0/24"
  availability_zone = "${region}a"
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "shop" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.nat.id
}

resource "aws_vpc_peering_connection" "partners" {
  vpc_id      = aws_vpc.shop.id
  peer_vpc_id = aws_vpc.partners.id
  auto_accept = true
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.app.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.shop.id
}

resource "aws_route" "partners" {
  route_table_id            = aws_route_table.app.id
  destination_cidr_block    = "10.1.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.partners.id
}

resource "aws_route_table" "away" {
  vpc_id = aws_vpc.partners.id
  route {
    cidr_block                = "10.0.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.partners.id
  }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.app.id
}

resource "aws_route_table_association" "away" {
  subnet_id      = aws_subnet.away.id
  route_table_id = aws_route_table.away.id
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 2
  entry {
    cidr        = "203.0.113.0/24"
    description = "head office"
  }
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.shop.id
  ingress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "away" {
  name   = "away"
  vpc_id = aws_vpc.partners.id
  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["10.0.1.0/24"]
  }
}

resource "aws_network_interface" "app" {
  subnet_id       = aws_subnet.app.id
  private_ips     = ["10.0.1.10"]
  security_groups = [aws_security_group.app.id]
}

resource "aws_network_interface" "away" {
  subnet_id       = aws_subnet.away.id
  private_ips     = ["10.1.0.10"]
  security_groups = [aws_security_group.away.id]
}

resource "aws_instance" "app" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  network_interface {
    network_interface_id = aws_network_interface.app.id
    device_index         = 0
  }
}

resource "aws_instance" "away" {
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  network_interface {
    network_interface_id = aws_network_interface.away.id
    device_index         = 0
  }
}
`;
}
