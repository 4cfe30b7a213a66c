--[[
fragment/denied_command   The first command that the entity scripts need and this user may not call, or nil. Each is tried on a key that is empty before and after.
A refusal that has nothing to do with the user (no memory, no replicas) is returned second.
]]
local function denied_command(canary, channel)
  local passing = ' OOM MISCONF NOREPLICAS READONLY MASTERDOWN CLUSTERDOWN TRYAGAIN '
  local calls = {
    {'XADD', canary, 'MAXLEN', '~', '1', '*', 'f', 'v'}, {'UNLINK', canary},
    {'HSET', canary, 'f', 'v'}, {'HGET', canary, 'f'}, {'HMGET', canary, 'f'}, {'HDEL', canary, 'f'},
    {'SET', canary, 'v', 'PX', '1000'}, {'GET', canary}, {'UNLINK', canary},
    {'HSET', canary, 'f', 'v'}, {'PEXPIREAT', canary, '9999999999999'}, {'PERSIST', canary}, {'HDEL', canary, 'f'},
    {'ZADD', canary, '0', 'm'}, {'ZSCORE', canary, 'm'}, {'ZCOUNT', canary, '0', '0'}, {'ZRANGEBYSCORE', canary, '0', '0'}, {'ZREM', canary, 'm'},
    {'GEOADD', canary, '0', '0', 'm'}, {'ZREM', canary, 'm'},
    {'TYPE', canary}, {'TIME'}, {'PUBLISH', channel, 'canary'},
  }
  for _, call in ipairs(calls) do
    local reply = redis.pcall(unpack(call))
    local failure = type(reply) == 'table' and reply.err
    local code = failure and string.match(failure, '^%-?(%u+) ')
    if code and string.find(passing, ' ' .. code .. ' ', 1, true) then return nil, failure end
    if failure then return call[1] end
  end
  return nil
end
