--[[
fragment/take_back   Undoes a command of index_moves that succeeded with this reply.
]]
local function take_back(move, reply, id)
  local command, key = move[1], move[2]
  if command == 'GEOADD' and move.longitude then
    redis.call('GEOADD', key, move.longitude, move.latitude, id)
  elseif command == 'ZADD' and move.score then
    redis.call('ZADD', key, move.score, id)
  elseif reply == 1 and (command == 'GEOADD' or command == 'ZADD') then
    redis.call('ZREM', key, move[#move])
  elseif reply == 1 and command == 'ZREM' and move.longitude then
    redis.call('GEOADD', key, move.longitude, move.latitude, id)
  elseif reply == 1 and command == 'ZREM' then
    redis.call('ZADD', key, move.score or '0', move[3])
  elseif reply == 1 and command == 'HSET' then
    redis.call('HDEL', key, move[3])
  elseif reply == 1 and command == 'HDEL' then
    redis.call('HSET', key, move[3], id)
  end
end
