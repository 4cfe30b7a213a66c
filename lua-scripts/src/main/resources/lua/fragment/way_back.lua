--[[
fragment/way_back   The command that restores what another one is about to change: a member of a sorted set, a field of a hash. Or nil and the failure of a key that holds another type.
A position is restored by its score, which is all that a geo index keeps of it.
]]
local function way_back(server, words)
  local hash = words[1] == 'HSET' or words[1] == 'HDEL'
  local key, part = words[2], hash and words[3] or words[#words]
  local before = server.pcall(hash and 'HGET' or 'ZSCORE', key, part)
  if type(before) == 'table' then return nil, before end
  if hash then return before and {'HSET', key, part, before} or {'HDEL', key, part} end
  return before and {'ZADD', key, before, part} or {'ZREM', key, part}
end
