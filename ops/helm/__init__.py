"""The Helm chart in ops/helm/slugline, and what of it is built: `python -m ops.helm.build`."""
