# Memory samples: each bit of data_src, and many together.
prof script -i script/mem.data
prof script -i script/mem.data -F data_src,weight,ins_lat | tail -n 3
