prof --version; prof nosuch 2>&1
